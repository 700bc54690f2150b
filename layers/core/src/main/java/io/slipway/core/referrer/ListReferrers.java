package io.slipway.core.referrer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.slipway.core.digest.Digest;
import io.slipway.core.http.Query;
import io.slipway.core.http.Response;
import io.slipway.core.json.JsonTree;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import java.nio.charset.StandardCharsets;

/** GET of a manifest's referrers (specification, "Listing Referrers"): an index, empty if there are no referrers, never a 404. */
public final class ListReferrers implements Operation {
    /** The most referrers of a page: with annotations of the usual size it stays well below Lambda's limit for a response. */
    public static final int MAX_PAGE = 1_000;

    private final Referrers referrers;

    public ListReferrers(Referrers referrers) {
        this.referrers = referrers;
    }

    @Override
    public Response handle(Call call) {
        Digest subject = call.digest();
        // A raw plus is literal in a URL, but queries are read like forms, where it is a space; media types have no
        // spaces.
        String artifactType =
                call.request().parameter("artifactType").orElse("").replace(' ', '+');
        String last = call.last();
        int size = Math.clamp(call.count("n").orElse(MAX_PAGE), 1, MAX_PAGE);
        ReferrerPage page = referrers.list(call.repository(), subject, artifactType, last, size);
        Response response = Response.of(200, MediaTypes.OCI_INDEX, body(page));
        if (!artifactType.isEmpty()) {
            response = response.with("OCI-Filters-Applied", "artifactType");
        }
        return page.next().isEmpty() ? response : response.with("Link", link(call, subject, artifactType, size, page));
    }

    private static String link(Call call, Digest subject, String artifactType, int size, ReferrerPage page) {
        String filter = artifactType.isEmpty() ? "" : "&artifactType=" + Query.encode(artifactType);
        return "</v2/" + call.part("name") + "/referrers/" + subject + "?n=" + size + "&last="
                + Query.encode(page.next()) + filter + ">; rel=\"next\"";
    }

    private static byte[] body(ReferrerPage page) {
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        index.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
        ArrayNode manifests = index.putArray("manifests");
        for (Referrer referrer : page.referrers()) {
            ObjectNode entry = manifests
                    .addObject()
                    .put("mediaType", referrer.descriptor().mediaType())
                    .put("digest", referrer.descriptor().digest().toString())
                    .put("size", referrer.descriptor().size());
            if (!referrer.artifactType().isEmpty()) {
                entry.put("artifactType", referrer.artifactType());
            }
            if (!referrer.annotations().isEmpty()) {
                entry.putRawValue("annotations", new RawValue(referrer.annotations()));
            }
        }
        return JsonTree.write(index).getBytes(StandardCharsets.UTF_8);
    }
}
