package example.vorlaut.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.node.InternalSettingsPreparer;
import org.elasticsearch.node.Node;
import org.elasticsearch.percolator.PercolatorPlugin;
import org.elasticsearch.transport.Netty4Plugin;

/** Runs one Elasticsearch 7.17 node with the percolator from the class path: {@code NodeMain CONFIG_FOLDER name=value...}. */
public final class NodeMain {
    private static final class ClassPathNode extends Node {
        ClassPathNode(Environment environment) {
            super(environment, List.of(Netty4Plugin.class, PercolatorPlugin.class), true);
        }
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> settings = Arrays.stream(args).skip(1).map(arg -> arg.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        String name = settings.get("node.name");
        LogConfigurator.registerErrorListener();
        LogConfigurator.setNodeName(name);
        Environment environment = InternalSettingsPreparer.prepareEnvironment(Settings.EMPTY, settings, Path.of(args[0]), () -> name);
        for (Path folder : List.of(environment.logsFile(), environment.modulesFile(), environment.pluginsFile())) {
            Files.createDirectories(folder);
        }
        LogConfigurator.configure(environment);
        Node node = new ClassPathNode(environment);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node, closed)));
        node.start();
        closed.await();
    }

    private static void close(Node node, CountDownLatch closed) {
        try {
            node.close();
        } catch (Exception e) {
            e.printStackTrace();
        } finally {
            closed.countDown();
        }
    }
}
