package io.slipway.builds.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.error.Quoted;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.DescribeSpace;
import io.slipway.core.space.Repository;
import io.slipway.core.space.Space;
import io.slipway.core.space.Spaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * {@code POST /api/spaces/<space>/retention/preview[?show=&after=]} with {@code {document}}, by default the space's
 * own: lists the tags and manifests that a run would delete and keep, each with its rule. A page has {@code next} if
 * there are more.
 */
public final class PreviewRetention implements Operation {
    /** The maximum number of tags and manifests in a page. */
    public static final int MAX_PAGE = 5_000;

    /** The time after which a page does not begin another repository. */
    static final Duration SHARE = Duration.ofSeconds(10);

    private static final int REPOSITORIES = 100;

    private final Spaces spaces;
    private final Policies policies;
    private final Retention retention;
    private final Clock clock;

    public PreviewRetention(Spaces spaces, Policies policies, Retention retention, Clock clock) {
        this.spaces = spaces;
        this.policies = policies;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        Space space = DescribeSpace.findAdministered(call, spaces);
        JsonNode document = call.body("document").path("document");
        RetentionPolicy policy = document.isMissingNode()
                ? policies.find(space.name()).orElse(RetentionPolicy.NONE)
                : PolicyJson.read(document);
        Page page = new Page(
                retention.view(space.name(), space.created(), policy),
                clock.instant().plus(SHARE),
                call.request().parameter("show").map(PreviewRetention::isAll).orElse(true));
        page.fill(space, Position.parse(call.position("after")));
        return JsonBody.answer(200, page.body);
    }

    @Override
    public Set<String> parameters() {
        return Set.of("after", "show");
    }

    private static boolean isAll(String show) {
        if (!show.equals("all") && !show.equals("going")) {
            throw JsonBody.invalid("the parameter show must be all or going, but was " + Quoted.of(show));
        }
        return show.equals("all");
    }

    /**
     * The position after which a page begins.
     *
     * @param path the repository's path
     * @param item the last listed item of that repository; empty if the whole repository was listed
     */
    private record Position(String path, String item) {
        static Position parse(String text) {
            int colon = text.indexOf(':');
            return colon < 0
                    ? new Position(text, "")
                    : new Position(text.substring(0, colon), text.substring(colon + 1));
        }
    }

    private final class Page {
        private final Retention.View view;
        private final Instant end;
        private final boolean all;
        private final ObjectNode body = JsonNodeFactory.instance.objectNode();
        private final ArrayNode items = body.putArray("items");
        private int repositories;
        private int manifests;
        private int tags;
        private int staying;
        private long bytes;

        Page(Retention.View view, Instant end, boolean all) {
            this.view = view;
            this.end = end;
            this.all = all;
        }

        void fill(Space space, Position from) {
            String next = from(space, from);
            body.put("repositories", repositories)
                    .put("manifests", manifests)
                    .put("tags", tags)
                    .put("staying", staying)
                    .put("bytes", bytes)
                    .put("next", next.isEmpty() ? null : next);
        }

        /** Lists the items of one page; returns the position of the next page. */
        private String from(Space space, Position from) {
            String last = from.path();
            if (!from.item().isEmpty()) {
                RepositoryName started = JsonBody.valid(() -> new RepositoryName(space.name(), from.path()));
                String rest = list(view.evaluate(started), from.item());
                if (!rest.isEmpty()) {
                    return rest;
                }
            }
            while (true) {
                List<Repository> some = retention.repositories(space.name(), last, REPOSITORIES);
                for (Repository repository : some) {
                    if (!clock.instant().isBefore(end) || items.size() >= MAX_PAGE) {
                        return last;
                    }
                    if (!repository.deleting() && view.concerns(repository.name())) {
                        String rest = list(view.evaluate(repository.name()), "");
                        if (!rest.isEmpty()) {
                            return rest;
                        }
                    }
                    last = repository.name().path();
                }
                if (some.isEmpty()) {
                    return "";
                }
            }
        }

        /** Lists the items of a repository after one; returns the position at which the rest begins. */
        private String list(Outcome outcome, String after) {
            if (after.isEmpty()) {
                repositories++;
                manifests += outcome.manifests().size();
                tags += outcome.tags().size();
                staying += outcome.staying();
                bytes += outcome.bytes();
            }
            for (Verdict verdict : outcome.verdicts()) {
                if (verdict.name().compareTo(after) > 0 && (all || !verdict.stays())) {
                    write(outcome.repository(), verdict);
                    if (items.size() >= MAX_PAGE) {
                        return outcome.repository().path() + ":" + verdict.name();
                    }
                }
            }
            return "";
        }

        private void write(RepositoryName repository, Verdict verdict) {
            items.addObject()
                    .put("repository", repository.path())
                    .put("tag", verdict.tag().map(tag -> tag.value()).orElse(null))
                    .put("digest", verdict.digest().toString())
                    .put("goes", !verdict.stays())
                    .put("rule", verdict.rule().orElse(null))
                    .put("reason", verdict.reason())
                    .put("pushed", verdict.pushed().toString())
                    .put("pulled", verdict.pulled().map(LocalDate::toString).orElse(null))
                    .put("size", verdict.size());
        }
    }
}
