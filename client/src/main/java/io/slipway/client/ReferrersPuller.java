package io.slipway.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.name.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the manifests that refer to another one (distribution specification, "Listing Referrers", with its fallback by a tag). */
public final class ReferrersPuller {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_DIGEST = 127;

    private final Session session;

    public ReferrersPuller(Session session) {
        this.session = session;
    }

    /** Returns the digests of the manifests that refer to this one. */
    public List<Digest> pull(RemoteRepository repository, Digest digest) throws IOException {
        HttpResponse<InputStream> response = session.send(
                repository, () -> HttpRequest.newBuilder(session.registry().of(repository, "referrers/" + digest)));
        try (InputStream body = response.body()) {
            if (response.statusCode() == 200) {
                return digests(body.readNBytes(Manifest.MAX_SIZE));
            }
        }
        String tag = digest.algorithm().prefix() + "-" + digest.hex();
        Optional<PulledManifest> fallback = tag.length() > MAX_DIGEST
                ? Optional.empty()
                : new ManifestPuller(session).pull(repository, new Tag(tag));
        return fallback.isEmpty() ? List.of() : digests(fallback.get().content());
    }

    private static List<Digest> digests(byte[] index) throws IOException {
        List<Digest> digests = new ArrayList<>();
        for (JsonNode referrer : JSON.readTree(index).path("manifests")) {
            digests.add(Digest.parse(referrer.path("digest").asText()));
        }
        return digests;
    }
}
