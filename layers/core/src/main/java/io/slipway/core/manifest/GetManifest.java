package io.slipway.core.manifest;

import io.slipway.core.access.Action;
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
import java.time.Clock;
import java.util.Optional;

/**
 * GET and HEAD of a manifest (specification, "Pulling manifests"). Finding a tag or a digest costs one read; the bytes of a tag's manifest cost
 * another, unless this process has served them before.
 *
 * <p>The first pull of a manifest on a day, as far as this process knows, is a field of the request's line in the log, which notes it without a call
 * ({@link PullNote}).
 *
 * <p>HEAD reads no bytes. It answers with a body of zeros of the right length: the gateway measures it for the {@code Content-Length} that every
 * client needs, and cuts it off.
 */
public final class GetManifest implements Operation {
    private final Manifests manifests;
    private final Spaces spaces;
    private final RecentManifests recent = new RecentManifests();
    private final RecentPulls pulls;

    public GetManifest(Manifests manifests, Spaces spaces, Clock clock) {
        this.manifests = manifests;
        this.spaces = spaces;
        this.pulls = new RecentPulls(clock);
    }

    @Override
    public Response handle(Call call) {
        RepositoryName repository = call.repository();
        boolean head = call.request().method().equals("HEAD");
        StoredManifest manifest = switch (call.reference()) {
            case Tag tag ->
                manifests
                        .head(repository, tag)
                        .flatMap(named -> head || isKnown(call, named.digest())
                                ? Optional.of(withoutBytes(named))
                                : withBytes(repository, named))
                        .orElseThrow(() -> unknown(repository, tag));
            case DigestReference known ->
                (head
                                ? manifests.head(repository, known.digest()).map(GetManifest::withoutBytes)
                                : manifests.find(repository, known.digest()))
                        .orElseThrow(() -> unknown(repository, known));
        };
        Response response = isKnown(call, manifest.digest())
                ? Response.of(304)
                : Response.of(200, manifest.mediaType(), manifest.content());
        Response answer = response.with(
                        "Docker-Content-Digest", manifest.digest().toString())
                .with("ETag", etag(manifest.digest()));
        return isPull(call, head) ? pulls.note(answer, repository, manifest.digest()) : answer;
    }

    /**
     * Returns whether a request counts as a pull. HEAD does, since a machine that already has the image sends nothing else to compare it with the
     * tag; HEAD of a client that may push does not, since it precedes pushes. Views in the console do not: only browsers send {@code Sec-Fetch-Site}.
     */
    private static boolean isPull(Call call, boolean head) {
        boolean browsed = call.request().header("sec-fetch-site").isPresent();
        return !browsed && !(head && call.caller().may(Action.PUSH, call.repository()));
    }

    private static StoredManifest withoutBytes(ManifestHead head) {
        return new StoredManifest(head.digest(), head.mediaType(), new byte[head.size()]);
    }

    /** The read of the tag has shown that the repository has the manifest. */
    private Optional<StoredManifest> withBytes(RepositoryName repository, ManifestHead head) {
        Optional<byte[]> kept = recent.get(head.digest());
        if (kept.isPresent()) {
            return Optional.of(new StoredManifest(head.digest(), head.mediaType(), kept.get()));
        }
        Optional<StoredManifest> found = manifests.find(repository, head.digest());
        found.ifPresent(manifest -> recent.put(manifest.digest(), manifest.content()));
        return found;
    }

    /** Returns whether the client has the manifest already. */
    private static boolean isKnown(Call call, Digest digest) {
        return call.request()
                .header("if-none-match")
                .filter(asked -> names(asked, etag(digest)))
                .isPresent();
    }

    private static String etag(Digest digest) {
        return "\"" + digest + "\"";
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
