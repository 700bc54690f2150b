package io.slipway.core.bin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.access.Action;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.Tag;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** {@code POST /api/spaces/<space>/bin/<id>/restore}: restores a tag, or an image with its tags. Tags that were pushed since are left unchanged. */
public final class RestoreBinEntry implements Operation {
    /** The time for which one request restores images: the gateway cuts requests off after 30 seconds. */
    private static final Duration SHARE = Duration.ofSeconds(15);

    /** The most missing blobs and manifests that an error names. */
    private static final int MAX_NAMED = 10;

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
        if (entry.kind() == BinEntry.Kind.REPOSITORY) {
            return repository(call, entry);
        }
        List<Tag> restored = switch (restoration.restore(entry)) {
            case Restoration.Restored done -> done.names();
            case Restoration.Incomplete incomplete -> throw refusal(entry, incomplete.losses());
            case Restoration.Gone gone ->
                throw new RegistryException(
                        ErrorCode.CONFLICT,
                        entry.repository().familiar() + "@" + entry.manifest()
                                + " cannot be restored: it was pushed again or has left the bin, or its repository was deleted");
        };
        if (entry.kind() == BinEntry.Kind.TAG && restored.isEmpty()) {
            throw new RegistryException(
                    ErrorCode.CONFLICT,
                    entry.repository().familiar() + ":" + entry.tags().getFirst()
                            + " was pushed again; delete that tag first, or push "
                            + entry.manifest() + " with another");
        }
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("repository", entry.repository().path())
                .put("digest", entry.manifest().toString());
        restored.stream().map(Tag::value).forEach(body.putArray("tags")::add);
        return JsonBody.answer(200, body);
    }

    private static RegistryException refusal(BinEntry entry, List<Restoration.Loss> losses) {
        String named =
                losses.stream().limit(MAX_NAMED).map(Restoration.Loss::toString).collect(Collectors.joining(", "));
        String more = losses.size() > MAX_NAMED ? " and " + (losses.size() - MAX_NAMED) + " more" : "";
        return new RegistryException(
                ErrorCode.CONFLICT,
                entry.repository().familiar() + "@" + entry.manifest() + " cannot be restored without " + named + more
                        + ", deleted since; push what is missing, then restore again");
    }

    /** A repository can have more images than one request restores: 202 asks to repeat it. */
    private Response repository(Call call, BinEntry entry) {
        BinAccess.requireAdministration(call, entry);
        RepositoryBin.Restored restored =
                repositories.restore(entry, clock.instant().plus(SHARE));
        if (restored == RepositoryBin.Restored.NOT) {
            throw new RegistryException(
                    ErrorCode.CONFLICT,
                    entry.repository().familiar()
                            + " cannot be restored from this entry: it was deleted again, or permanently; restore its later entry, if the bin has one");
        }
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("repository", entry.repository().path())
                .putNull("digest");
        body.putArray("tags");
        return restored == RepositoryBin.Restored.WHOLE
                ? JsonBody.answer(200, body)
                : JsonBody.answer(202, body).with("Retry-After", "0");
    }
}
