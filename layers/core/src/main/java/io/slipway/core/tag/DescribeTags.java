package io.slipway.core.tag;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.protection.TagRules;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeRepository;
import io.slipway.core.space.Repositories;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /api/spaces/<space>/tags?repository=&n=&last=&contains=}: the tags of a repository in ASCII order, each with the digest that it names,
 * its push time, the day of its last pull and its protection, which the registry's own list of tags leaves out. With {@code contains}, only those
 * with a text in their name: such a page can have few tags or none although there is a next one, because a request searches {@value #MAX_SEARCHED}
 * tags.
 */
public final class DescribeTags implements Operation {
    /** The maximum and default number of tags of a page. */
    public static final int MAX_PAGE = 1_000;

    /** The most tags that a request with {@code contains} looks through. */
    public static final int MAX_SEARCHED = 10_000;

    private final Tags tags;
    private final Repositories repositories;

    public DescribeTags(Tags tags, Repositories repositories) {
        this.tags = tags;
        this.repositories = repositories;
    }

    /**
     * A part of the list.
     *
     * @param last the tag after which the next page begins, if there is one
     */
    private record Page(List<TagRecord> tags, Optional<String> last) {}

    @Override
    public Response handle(Call call) {
        RepositoryName repository =
                DescribeRepository.inQuery(call, repositories).name();
        int size = call.pageSize(MAX_PAGE);
        String contained = call.request().parameter("contains").orElse("");
        Page page = size == 0 ? new Page(List.of(), Optional.empty()) : page(repository, call.last(), contained, size);
        TagRules rules = page.tags().isEmpty()
                ? TagRules.NONE
                : tags.settings(repository.space()).rules();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode list = body.putArray("tags");
        for (TagRecord tag : page.tags()) {
            Tag name = new Tag(tag.name());
            list.addObject()
                    .put("name", tag.name())
                    .put("digest", tag.digest().toString())
                    .put("pushed", tag.pushed().toString())
                    .put("pulled", tag.pulled().map(LocalDate::toString).orElse(null))
                    .put("immutable", rules.isImmutable(repository, name))
                    .put("protected", rules.isProtected(repository, name));
        }
        page.last().ifPresent(last -> body.put("next", last));
        return JsonBody.answer(200, body);
    }

    private Page page(RepositoryName repository, String after, String contained, int size) {
        List<TagRecord> found = new ArrayList<>();
        String from = after;
        for (int searched = 0; searched < MAX_SEARCHED; ) {
            int limit = (contained.isEmpty() ? size : MAX_PAGE) + 1;
            List<TagRecord> read = tags.describe(repository, from, limit);
            for (TagRecord tag : read) {
                if (tag.name().contains(contained)) {
                    if (found.size() == size) {
                        return new Page(found, Optional.of(found.getLast().name()));
                    }
                    found.add(tag);
                }
            }
            if (read.size() < limit) {
                return new Page(found, Optional.empty());
            }
            searched += read.size();
            from = read.getLast().name();
        }
        return new Page(found, Optional.of(from));
    }

    @Override
    public Set<String> parameters() {
        return Set.of("contains", "last", "n", "repository");
    }
}
