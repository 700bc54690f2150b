package io.slipway.core.manifest;

import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.DigestReference;
import io.slipway.core.name.Reference;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import io.slipway.core.space.Spaces;
import java.util.Optional;

/**
 * GET and HEAD of a manifest (specification, "Pulling manifests"). HEAD answers with the whole body: the gateway measures it for
 * the {@code Content-Length} that every client needs, and cuts it off.
 */
public final class GetManifest implements Operation {
    private final Manifests manifests;
    private final Spaces spaces;

    public GetManifest(Manifests manifests, Spaces spaces) {
        this.manifests = manifests;
        this.spaces = spaces;
    }

    @Override
    public Response handle(Call call) {
        RepositoryName repository = call.repository();
        Reference reference = call.reference();
        StoredManifest manifest = digest(repository, reference)
                .flatMap(digest -> manifests.find(repository, digest))
                .orElseThrow(() -> unknown(repository, reference));
        String etag = "\"" + manifest.digest() + "\"";
        boolean unchanged = call.request()
                .header("if-none-match")
                .filter(asked -> names(asked, etag))
                .isPresent();
        Response response = unchanged ? Response.of(304) : Response.of(200, manifest.mediaType(), manifest.content());
        return response.with("Docker-Content-Digest", manifest.digest().toString())
                .with("ETag", etag);
    }

    private Optional<Digest> digest(RepositoryName repository, Reference reference) {
        return switch (reference) {
            case Tag tag -> manifests.resolve(repository, tag);
            case DigestReference known -> Optional.of(known.digest());
        };
    }

    private RegistryException unknown(RepositoryName repository, Reference reference) {
        spaces.require(repository.space());
        return new RegistryException(
                ErrorCode.MANIFEST_UNKNOWN, repository.familiar() + " has no manifest " + reference);
    }

    /** RFC 9110, section 13.1.2: a list of tags, weak or not, or a star. */
    private static boolean names(String list, String etag) {
        for (String candidate : list.split(",", -1)) {
            String tag = candidate.trim();
            if (tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }
}
