package io.slipway.core.manifest;

import io.slipway.core.blob.Blobs;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Response;
import io.slipway.core.name.DigestReference;
import io.slipway.core.name.Reference;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import io.slipway.core.space.PushEntry;
import io.slipway.core.space.RepositoryState;
import io.slipway.core.space.Spaces;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** PUT of a manifest, by tag, or by digest with any number of tags (specification, "Pushing Manifests"). */
public final class PutManifest implements Operation {
    /** The most tags that one push by digest may set; the specification asks for at least ten. */
    public static final int MAX_TAGS = 30;

    private static final int ATTEMPTS = 4;

    private final Manifests manifests;
    private final PushCheck check;
    private final PushEntry entry;
    private final ManifestCheck also;

    /**
     * Creates the operation.
     *
     * @param also an additional check before a manifest is stored
     */
    public PutManifest(Manifests manifests, Blobs blobs, PushEntry entry, ManifestCheck also) {
        this.manifests = manifests;
        this.check = new PushCheck(manifests, blobs);
        this.entry = entry;
        this.also = also;
    }

    @Override
    public Response handle(Call call) {
        Reference reference = call.reference();
        byte[] content = call.request().body().bytes();
        if (content.length > Manifest.MAX_SIZE) {
            throw new RegistryException(
                    ErrorCode.MANIFEST_INVALID,
                    413,
                    "a manifest must have at most " + Manifest.MAX_SIZE + " bytes, but had " + content.length);
        }
        Digest digest = digest(reference, content);
        List<Tag> tags = tags(call, reference);
        Manifest manifest = ManifestReader.read(content, call.request().contentType());
        RepositoryName repository = call.repository();
        push(call, digest, manifest, content, tags);
        return created(
                repository, digest, manifest, call.request().parameters("tag").isEmpty() ? List.of() : tags);
    }

    /** Reads the repository again if another first push, or a deletion, has happened between the read and the write. */
    private void push(Call call, Digest digest, Manifest manifest, byte[] content, List<Tag> tags) {
        RepositoryName repository = call.repository();
        String pusher = call.caller().subject();
        List<Tag> wanted = tags;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            PushCheck.Inspection found = check(call, digest, manifest, content);
            PushOutcome outcome = manifests.push(new ManifestPush(
                    repository,
                    digest,
                    manifest,
                    content,
                    wanted,
                    found.state(),
                    found.linked(),
                    found.stored(),
                    false,
                    pusher));
            if (outcome.stored()) {
                return;
            }
            if (outcome.retyped()) {
                throw PushOutcome.retypes(manifest, digest);
            }
            wanted = withoutPinned(repository, digest, wanted, outcome.pinned(), found.state());
        }
        throw RegistryException.retryAfter("another client changed the repository at the same time; try again", 1);
    }

    /** A tag of a deployment that names the manifest already need not be set again; any other is refused. */
    private List<Tag> withoutPinned(
            RepositoryName repository, Digest digest, List<Tag> tags, List<Tag> pinned, RepositoryState state) {
        for (Tag tag : pinned) {
            if (!manifests.resolve(repository, tag).equals(Optional.of(digest))) {
                throw PushOutcome.refusal(repository, tag, state);
            }
        }
        return tags.stream().filter(tag -> !pinned.contains(tag)).toList();
    }

    private static Digest digest(Reference reference, byte[] content) {
        return switch (reference) {
            case Tag tag -> Digest.of(DigestAlgorithm.SHA256, content);
            case DigestReference known -> {
                Digest actual = Digest.of(known.digest().algorithm(), content);
                if (!actual.equals(known.digest())) {
                    throw new RegistryException(
                            ErrorCode.DIGEST_INVALID, "the manifest's digest must be " + known + ", but was " + actual);
                }
                yield known.digest();
            }
        };
    }

    private static List<Tag> tags(Call call, Reference reference) {
        Set<Tag> tags = new LinkedHashSet<>();
        if (reference instanceof Tag tag) {
            tags.add(tag);
        }
        try {
            call.request().parameters("tag").stream().map(Tag::new).forEach(tags::add);
        } catch (IllegalArgumentException e) {
            throw Errors.invalid(ErrorCode.MANIFEST_INVALID, e);
        }
        if (tags.size() > MAX_TAGS) {
            throw new RegistryException(
                    ErrorCode.MANIFEST_INVALID,
                    414,
                    "one push must set at most " + MAX_TAGS + " tags, but sets " + tags.size());
        }
        return List.copyOf(tags);
    }

    /** Requires that the repository has all that the manifest needs. */
    private PushCheck.Inspection check(Call call, Digest digest, Manifest manifest, byte[] content) {
        RepositoryName repository = call.repository();
        PushCheck.Inspection found = check.inspect(repository, digest, manifest).orElseGet(() -> {
            // An index may be the first push into a space, without uploads before.
            entry.enter(call);
            return check.inspect(repository, digest, manifest).orElseThrow(() -> Spaces.unknown(repository.space()));
        });
        if (!found.missing().isEmpty() && !found.sparse()) {
            throw new RegistryException(
                    ErrorCode.MANIFEST_BLOB_UNKNOWN,
                    repository.familiar() + " does not have "
                            + String.join(
                                    ", ",
                                    found.missing().stream()
                                            .map(Digest::toString)
                                            .toList()));
        }
        also.check(repository, content, found.blobs());
        return found;
    }

    private static Response created(RepositoryName repository, Digest digest, Manifest manifest, List<Tag> tags) {
        Response response = Response.of(201)
                .with("Location", "/v2/" + repository.familiar() + "/manifests/" + digest)
                .with("Docker-Content-Digest", digest.toString());
        if (manifest.subject().isPresent()) {
            response = response.with(
                    "OCI-Subject", manifest.subject().get().digest().toString());
        }
        return tags.isEmpty()
                ? response
                : response.with(
                        "OCI-Tag",
                        String.join(", ", tags.stream().map(Tag::value).toList()));
    }
}
