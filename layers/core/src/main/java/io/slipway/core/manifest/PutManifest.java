package io.slipway.core.manifest;

import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.StoredBlob;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** PUT of a manifest, by tag, or by digest with any number of tags (specification, "Pushing Manifests"). */
public final class PutManifest implements Operation {
    /** How many tags one push by digest may set; the specification asks for at least ten. */
    public static final int MAX_TAGS = 30;

    /** How many missing blobs are looked for in the bucket, and named: each costs a call. */
    public static final int MAX_MISSING = 100;

    private static final int ATTEMPTS = 4;

    private final Manifests manifests;
    private final Blobs blobs;
    private final PushEntry entry;
    private final ManifestCheck also;

    /**
     * Stores manifests.
     *
     * @param entry lets the first push into a missing space in
     * @param also what else is looked at before one is stored
     */
    public PutManifest(Manifests manifests, Blobs blobs, PushEntry entry, ManifestCheck also) {
        this.manifests = manifests;
        this.blobs = blobs;
        this.entry = entry;
        this.also = also;
    }

    @Override
    public Response handle(Call call) {
        Reference reference = call.reference();
        byte[] content = call.request().body();
        if (content.length > Manifest.MAX_SIZE) {
            throw new RegistryException(
                    ErrorCode.MANIFEST_INVALID, 413, "a manifest has at most " + Manifest.MAX_SIZE + " bytes");
        }
        Digest digest = digest(reference, content);
        List<Tag> tags = tags(call, reference);
        Manifest manifest = ManifestReader.read(content, call.request().contentType());
        RepositoryName repository = call.repository();
        push(call, digest, manifest, content, tags);
        return created(
                repository, digest, manifest, call.request().parameters("tag").isEmpty() ? List.of() : tags);
    }

    /** Another first push, or a deletion, may come between the look at the repository and the write: then it is looked at again. */
    private void push(Call call, Digest digest, Manifest manifest, byte[] content, List<Tag> tags) {
        RepositoryName repository = call.repository();
        String pusher = call.caller().subject();
        List<Tag> wanted = tags;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            RepositoryState seen = check(call, manifest, content);
            PushOutcome outcome =
                    manifests.push(new ManifestPush(repository, digest, manifest, content, wanted, seen, pusher));
            if (outcome.stored()) {
                return;
            }
            if (outcome.retyped()) {
                throw PushOutcome.retypes(manifest, digest);
            }
            wanted = withoutPinned(repository, digest, wanted, outcome.pinned());
        }
        throw RegistryException.comeAgain("others change the repository; try again", 1);
    }

    /** A tag of a deployment that names the manifest already need not be set again; any other is refused. */
    private List<Tag> withoutPinned(RepositoryName repository, Digest digest, List<Tag> tags, List<Tag> pinned) {
        for (Tag tag : pinned) {
            if (!manifests.resolve(repository, tag).equals(Optional.of(digest))) {
                throw PushOutcome.refusal(repository, tag);
            }
        }
        return tags.stream().filter(tag -> !pinned.contains(tag)).toList();
    }

    private static Digest digest(Reference reference, byte[] content) {
        return switch (reference) {
            case Tag tag -> Digest.of(DigestAlgorithm.SHA256, content);
            case DigestReference known -> {
                if (!Digest.of(known.digest().algorithm(), content).equals(known.digest())) {
                    throw new RegistryException(
                            ErrorCode.DIGEST_INVALID, "the manifest's bytes do not have the digest " + known);
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
            throw new RegistryException(ErrorCode.MANIFEST_INVALID, 414, "one push sets at most " + MAX_TAGS + " tags");
        }
        return List.copyOf(tags);
    }

    /** Whether all is there that the manifest needs; answers what was seen of the repository. */
    private RepositoryState check(Call call, Manifest manifest, byte[] content) {
        RepositoryName repository = call.repository();
        Set<Digest> needed = new LinkedHashSet<>();
        manifest.blobs().forEach(blob -> needed.add(blob.digest()));
        PushView view = manifests.view(repository, needed);
        if (!view.space()) {
            // An index may be the first that comes into a space: nothing was uploaded before.
            entry.enter(call);
            view = manifests.view(repository, needed);
        }
        RepositoryState seen = view.repository();
        if (seen.deleting()) {
            throw new RegistryException(ErrorCode.CONFLICT, repository.familiar() + " is being deleted");
        }
        List<String> missing = new ArrayList<>();
        Map<Digest, StoredBlob> found = new HashMap<>();
        for (Digest digest : needed) {
            BlobLink link = view.links().getOrDefault(digest, BlobLink.ABSENT);
            // The direct lane's event may be on its way still.
            link.blob()
                    .or(() -> blobs.linkLanded(repository, digest, link, seen.cleared()))
                    .ifPresentOrElse(blob -> found.put(digest, blob), () -> missing.add(digest.toString()));
            if (missing.size() == MAX_MISSING) {
                break;
            }
        }
        if (!missing.isEmpty() && !view.sparse()) {
            throw new RegistryException(
                    ErrorCode.MANIFEST_BLOB_UNKNOWN,
                    repository.familiar() + " does not have " + String.join(", ", missing));
        }
        also.check(repository, content, found);
        return seen;
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
