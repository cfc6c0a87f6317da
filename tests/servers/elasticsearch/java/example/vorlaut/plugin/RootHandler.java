package example.vorlaut.plugin;

import static org.elasticsearch.rest.RestRequest.Method.GET;
import static org.elasticsearch.rest.RestRequest.Method.HEAD;

import java.util.List;
import java.util.Map;
import org.elasticsearch.Build;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.index.IndexVersion;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.RestResponse;
import org.elasticsearch.rest.RestStatus;

/** {@code GET /}: who the server is, as clients ask. */
final class RootHandler extends BaseRestHandler {
    private final ClusterService cluster;

    RootHandler(ClusterService cluster) {
        this.cluster = cluster;
    }

    @Override
    public String getName() {
        return "vorlaut_root";
    }

    @Override
    public List<Route> routes() {
        return List.of(new Route(GET, "/"), new Route(HEAD, "/"));
    }

    @Override
    protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
        Build build = Build.current();
        Map<String, Object> version = Map.of(
            "number", build.qualifiedVersion(),
            "build_flavor", build.flavor(),
            "build_hash", build.hash(),
            "build_date", build.date(),
            "build_snapshot", build.isSnapshot(),
            "lucene_version", IndexVersion.current().luceneVersion().toString(),
            "minimum_wire_compatibility_version", build.minWireCompatVersion(),
            "minimum_index_compatibility_version", build.minIndexCompatVersion()
        );
        Map<String, Object> answer = Map.of(
            "name", cluster.getNodeName(),
            "cluster_name", cluster.getClusterName().value(),
            "cluster_uuid", cluster.state().metadata().clusterUUID(),
            "version", version,
            "tagline", "You Know, for Search"
        );
        return channel -> channel.sendResponse(new RestResponse(RestStatus.OK, channel.newBuilder().map(answer)));
    }
}
