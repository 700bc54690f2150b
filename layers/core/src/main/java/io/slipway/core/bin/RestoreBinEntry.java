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

/** {@code POST /api/spaces/<space>/bin/<id>/restore}: restores a tag, or an image with its tags. Tags that were pushed since are left unchanged. */
public final class RestoreBinEntry implements Operation {
    /** The time for which one request restores images: the gateway cuts requests off after 30 seconds. */
    private static final Duration SHARE = Duration.ofSeconds(15);

    private final Bin bin;
    private final RepositoryBin repositories;
    private final Clock clock;

    public RestoreBinEntry(Bin bin, RepositoryBin repositories, Clock clock) {
        this.bin = bin;
        this.repositories = repositories;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        BinEntry entry = BinAccess.find(call, bin, Action.PUSH, clock.instant());
        if (entry.kind() == BinEntry.Kind.REPOSITORY) {
            return repository(call, entry);
        }
        List<Tag> restored = bin.restore(entry)
                .orElseThrow(
                        () -> new RegistryException(
                                ErrorCode.CONFLICT,
                                "the manifest " + entry.manifest() + " of "
                                        + entry.repository().familiar()
                                        + " cannot be restored: it was pushed again, or its repository or one of its blobs was deleted"));
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
