package io.slipway.core.bin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.access.Action;
import io.slipway.core.digest.Digest;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.route.VisiblePage;
import io.slipway.core.space.Spaces;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/**
 * {@code GET /api/spaces/<space>/bin[?after=&n=]}: lists the entries of the bin that can be restored and that the caller may pull, the oldest deletion
 * first.
 */
public final class ListBin implements Operation {
    /** The most entries of a page. */
    public static final int MAX_PAGE = 1_000;

    private final Spaces spaces;
    private final Bin bin;
    private final BinContents contents;
    private final Clock clock;

    public ListBin(Spaces spaces, Bin bin, BinContents contents, Clock clock) {
        this.spaces = spaces;
        this.bin = bin;
        this.contents = contents;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        SpaceName space = call.space();
        if (!call.reaches(space)) {
            throw Spaces.unknown(space);
        }
        Instant since = spaces.require(space);
        Instant now = clock.instant();
        int size = Math.max(1, call.pageSize(MAX_PAGE));
        VisiblePage<BinEntry> page = VisiblePage.fill(
                size,
                call.position("after"),
                (after, limit) -> bin.list(space, after, limit),
                entry -> entry.until().isAfter(now)
                        && !entry.deleted().isBefore(since)
                        && call.token().allows(entry.repository(), Action.PULL),
                BinEntry::id);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("entries");
        Restorable.of(page.items(), contents).forEach(entry -> write(list.addObject(), entry));
        body.put("next", page.next().map(BinEntry::id).orElse(null));
        if (page.incomplete()) {
            body.put("incomplete", true);
        }
        return JsonBody.answer(200, body);
    }

    @Override
    public Set<String> parameters() {
        return Set.of("after", "n");
    }

    private static void write(ObjectNode node, BinEntry entry) {
        node.put("id", entry.id())
                .put("kind", entry.kind().word())
                .put("repository", entry.repository().path())
                .put("image", entry.repository().familiar())
                .put("digest", entry.digest().map(Digest::toString).orElse(null));
        entry.tags().stream().map(Tag::value).forEach(node.putArray("tags")::add);
        node.put("by", entry.by())
                .put("deleted", entry.deleted().toString())
                .put("until", entry.until().toString());
    }
}
