package io.slipway.core.bin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.access.Action;
import io.slipway.core.bin.Restoration.Closed;
import io.slipway.core.bin.Restoration.Gone;
import io.slipway.core.bin.Restoration.Incomplete;
import io.slipway.core.bin.Restoration.Left;
import io.slipway.core.bin.Restoration.Loss;
import io.slipway.core.bin.Restoration.Partly;
import io.slipway.core.bin.Restoration.Restored;
import io.slipway.core.bin.Restoration.Taken;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.Tag;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code POST /api/spaces/<space>/bin/<id>/restore}: restores a tag, an image with its tags, or a repository with its images. Tags that were pushed since
 * are left unchanged. If there is more than one request restores, 202 asks to repeat it.
 */
public final class RestoreBinEntry implements Operation {
    /** The time for which one request restores images: the gateway cuts requests off after 30 seconds. */
    private static final Duration SHARE = Duration.ofSeconds(15);

    /** The most missing blobs and manifests that a response names for an image. */
    private static final int MAX_NAMED = 10;

    /** The most images left in the bin that a response names. */
    private static final int MAX_LEFT = 100;

    private final Bin bin;
    private final BinRestoration restoration;
    private final RepositoryBin repositories;
    private final Clock clock;

    public RestoreBinEntry(Bin bin, BinRestoration restoration, RepositoryBin repositories, Clock clock) {
        this.bin = bin;
        this.restoration = restoration;
        this.repositories = repositories;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        BinEntry entry = BinAccess.find(call, bin, Action.PUSH, clock.instant());
        return switch (restore(call, entry)) {
            case Restored done -> JsonBody.answer(200, body(entry, done.names(), done.left()));
            case Partly partly ->
                JsonBody.answer(202, body(entry, List.of(), partly.left()).put("state", "restoring"))
                        .with("Retry-After", "0");
            case Incomplete incomplete ->
                throw conflict(name(entry) + " cannot be restored without " + text(incomplete.losses())
                        + ", deleted since; push what is missing, then restore again");
            case Taken taken -> throw conflict(taken(entry));
            case Gone gone ->
                throw conflict(
                        name(entry)
                                + " cannot be restored from this entry: it has left the bin, or was pushed and deleted again; restore its later entry, if the bin has one");
            case Closed closed -> throw conflict(closed(entry));
        };
    }

    private Restoration restore(Call call, BinEntry entry) {
        Instant end = clock.instant().plus(SHARE);
        if (entry.kind() == BinEntry.Kind.REPOSITORY) {
            BinAccess.requireAdministration(call, entry);
            return repositories.restore(entry, end);
        }
        return restoration.restore(entry, end);
    }

    private static ObjectNode body(BinEntry entry, List<Tag> tags, List<Left> left) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("repository", entry.repository().path())
                .put("digest", entry.digest().map(Digest::toString).orElse(null));
        tags.stream().map(Tag::value).forEach(body.putArray("tags")::add);
        ArrayNode images = body.putArray("left");
        left.stream()
                .limit(MAX_LEFT)
                .forEach(it -> images.addObject()
                        .put("digest", it.manifest().toString())
                        .put(
                                "reason",
                                it.losses().isEmpty()
                                        ? "the time of the request was over"
                                        : "it needs " + text(it.losses()) + ", deleted since"));
        return body.put("leftTotal", left.size());
    }

    private static String name(BinEntry entry) {
        return entry.repository().familiar()
                + entry.digest().map(digest -> "@" + digest).orElse("");
    }

    private static String text(List<Loss> losses) {
        String named = losses.stream().limit(MAX_NAMED).map(Loss::toString).collect(Collectors.joining(", "));
        return losses.size() > MAX_NAMED ? named + " and " + (losses.size() - MAX_NAMED) + " more" : named;
    }

    private static String taken(BinEntry entry) {
        if (entry.kind() == BinEntry.Kind.TAG) {
            return entry.repository().familiar() + ":" + entry.tags().getFirst()
                    + " was pushed again; delete that tag first, or push " + entry.manifest() + " with another";
        }
        String tags = entry.tags().stream().map(Tag::value).collect(Collectors.joining(", "));
        return name(entry) + " was pushed again"
                + (tags.isEmpty()
                        ? ""
                        : ", and so were its tags: " + tags + "; first delete those that name another manifest");
    }

    private static String closed(BinEntry entry) {
        return entry.kind() == BinEntry.Kind.REPOSITORY
                ? name(entry)
                        + " cannot be restored from this entry: it was deleted again, or permanently; restore its later entry, if the bin has one"
                : name(entry) + " cannot be restored: its repository was deleted; restore that first";
    }

    private static RegistryException conflict(String message) {
        return new RegistryException(ErrorCode.CONFLICT, message);
    }
}
