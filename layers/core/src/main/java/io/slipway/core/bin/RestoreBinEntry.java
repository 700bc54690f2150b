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
import java.util.List;

/** {@code POST /api/spaces/<space>/bin/<id>/restore}: restores a tag, or an image with its tags. Tags that were pushed since are left as they are. */
public final class RestoreBinEntry implements Operation {
    private final Bin bin;
    private final Clock clock;

    public RestoreBinEntry(Bin bin, Clock clock) {
        this.bin = bin;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        BinEntry entry = BinAccess.find(call, bin, Action.PUSH, clock.instant());
        List<Tag> restored = bin.restore(entry)
                .orElseThrow(() -> new RegistryException(
                        ErrorCode.CONFLICT,
                        "the manifest " + entry.digest() + " of "
                                + entry.repository().familiar()
                                + " is there again, or it or one of its blobs was deleted for good"));
        if (entry.kind() == BinEntry.Kind.TAG && restored.isEmpty()) {
            throw new RegistryException(
                    ErrorCode.CONFLICT,
                    entry.repository().familiar() + ":" + entry.tags().getFirst()
                            + " was pushed again; delete that tag first, or push "
                            + entry.digest() + " with another");
        }
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("repository", entry.repository().path())
                .put("digest", entry.digest().toString());
        restored.stream().map(Tag::value).forEach(body.putArray("tags")::add);
        return JsonBody.answer(200, body);
    }
}
