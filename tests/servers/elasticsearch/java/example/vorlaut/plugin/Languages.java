package example.vorlaut.plugin;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.pattern.PatternCaptureGroupTokenFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.AbstractIndexAnalyzerProvider;
import org.elasticsearch.index.analysis.Analysis;
import org.elasticsearch.index.analysis.AnalyzerProvider;
import org.elasticsearch.index.analysis.NormalizingTokenFilterFactory;
import org.elasticsearch.index.analysis.TokenFilterFactory;
import org.elasticsearch.index.analysis.TokenizerFactory;
import org.elasticsearch.indices.analysis.AnalysisModule.AnalysisProvider;

/** Lucene's German and English analyzers, some filters, and what the index of users needs, under Elasticsearch's names. */
final class Languages {
    static final Map<String, AnalysisProvider<AnalyzerProvider<? extends Analyzer>>> ANALYZERS = Map.of(
        "german", analyzer(GermanAnalyzer.getDefaultStopSet(), GermanAnalyzer::new),
        "english", analyzer(EnglishAnalyzer.getDefaultStopSet(), EnglishAnalyzer::new)
    );
    static final Map<String, AnalysisProvider<TokenFilterFactory>> FILTERS = Map.of(
        "asciifolding", normalizing("asciifolding"),
        "german_normalization", normalizing("germanNormalization"),
        "trim", normalizing("trim"),
        "german_stem", changing("germanStem"),
        "porter_stem", changing("porterStem"),
        "pattern_capture", (index, environment, name, settings) -> patternCapture(name, settings),
        "unique", (index, environment, name, settings) -> new Changing(name, Unique::new)
    );
    static final Map<String, AnalysisProvider<TokenizerFactory>> TOKENIZERS = Map.of(
        "keyword", tokenizer("keyword"),
        "whitespace", tokenizer("whitespace"),
        "uax_url_email", tokenizer("uax29UrlEmail")
    );

    private static AnalysisProvider<AnalyzerProvider<? extends Analyzer>> analyzer(
        CharArraySet stopWords,
        BiFunction<CharArraySet, CharArraySet, Analyzer> language
    ) {
        return (index, environment, name, settings) -> {
            CharArraySet unstemmed = Analysis.parseStemExclusion(settings, CharArraySet.EMPTY_SET);
            Analyzer analyzer = language.apply(Analysis.parseStopWords(environment, settings, stopWords), unstemmed);
            return new AbstractIndexAnalyzerProvider<>(name) {
                @Override
                public Analyzer get() {
                    return analyzer;
                }
            };
        };
    }

    /** A filter that may stand in a normalizer, because it keeps one term one term. */
    private static AnalysisProvider<TokenFilterFactory> normalizing(String lucene) {
        var filter = org.apache.lucene.analysis.TokenFilterFactory.forName(lucene, new HashMap<>());
        return (index, environment, name, settings) -> new Normalizing(name, filter::create);
    }

    private static AnalysisProvider<TokenFilterFactory> changing(String lucene) {
        var filter = org.apache.lucene.analysis.TokenFilterFactory.forName(lucene, new HashMap<>());
        return (index, environment, name, settings) -> new Changing(name, filter::create);
    }

    private static TokenFilterFactory patternCapture(String name, Settings settings) {
        Pattern[] patterns = settings.getAsList("patterns").stream().map(Pattern::compile).toArray(Pattern[]::new);
        boolean whole = settings.getAsBoolean("preserve_original", true);
        return new Changing(name, tokens -> new PatternCaptureGroupTokenFilter(tokens, whole, patterns));
    }

    private static AnalysisProvider<TokenizerFactory> tokenizer(String lucene) {
        var tokenizer = org.apache.lucene.analysis.TokenizerFactory.forName(lucene, new HashMap<>());
        return (index, environment, name, settings) -> TokenizerFactory.newFactory(name, () -> (Tokenizer) tokenizer.create());
    }

    private record Normalizing(String name, UnaryOperator<TokenStream> filter) implements NormalizingTokenFilterFactory {
        @Override
        public TokenStream create(TokenStream tokens) {
            return filter.apply(tokens);
        }
    }

    private record Changing(String name, UnaryOperator<TokenStream> filter) implements TokenFilterFactory {
        @Override
        public TokenStream create(TokenStream tokens) {
            return filter.apply(tokens);
        }
    }
}
