package example.vorlaut.plugin;

import java.io.IOException;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Drops each term that the stream has given before. */
final class Unique extends FilteringTokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final CharArraySet given = new CharArraySet(8, false);

    Unique(TokenStream tokens) {
        super(tokens);
    }

    @Override
    protected boolean accept() {
        return given.add(term.toString());
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        given.clear();
    }
}
