package io.slipway.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.access.Grant;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.space.Repositories;
import io.slipway.core.space.Repository;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Spaces;
import io.slipway.core.space.Visibility;
import io.slipway.core.usage.Quota;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A hundred thousand repositories of which the caller may see two. */
class ListCatalogTest {
    private static final int REPOSITORIES = 100_000;
    private static final Set<Action> PULL = Set.of(Action.PULL);

    @Test
    void a_page_ends_at_the_limit_of_reads_and_its_link_reveals_no_hidden_name() {
        Response first = page("", new Grant("team", "r00005", PULL), new Grant("team", "r99990", PULL));
        assertThat(body(first)).contains("team/r00005").doesNotContain("r99990");
        assertThat(first.headers().get("Link")).contains("last=team%2Fr00005>");
        assertThat(page("?last=team%2Fr00005", new Grant("team", "r00005", PULL), new Grant("team", "r99990", PULL))
                        .headers())
                .as("no later position may be revealed")
                .doesNotContainKey("Link");
    }

    @Test
    void a_page_without_names_continues_in_the_space_that_was_reached() {
        Response response = page("", new Grant("team", "r*-", PULL));
        assertThat(body(response)).contains("[]");
        assertThat(response.headers().get("Link")).contains("last=team%2F>");
    }

    @Test
    void a_hundred_thousand_packages_before_an_image_cost_one_read() {
        Team team = new Team("packages/p");
        Response response = page(team, "", new Grant("team", "**", PULL));
        assertThat(body(response)).isEqualTo("{\"repositories\":[\"team/web\"]}");
        assertThat(response.headers()).doesNotContainKey("Link");
        assertThat(team.reads).isEqualTo(2);
    }

    private static Response page(String query, Grant... grants) {
        return page(new Team("r"), query, grants);
    }

    private static Response page(Team team, String query, Grant... grants) {
        Caller caller = new Caller("test", List.of(), List.of(), Set.of()).withCatalog(List.of(grants));
        Request request = new Request(
                "GET",
                "/v2/_catalog",
                Query.parse(query.isEmpty() ? "" : query.substring(1)),
                Map.of(),
                new byte[0],
                "");
        return new ListCatalog(team, new OneSpace()).handle(Call.of(request, caller, null, Map.of()));
    }

    private static String body(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** Numbered repositories with this prefix, and {@code web}. */
    private static final class Team implements Repositories {
        private final String prefix;
        private int reads;

        Team(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public List<Repository> list(SpaceName space, String from, int limit) {
            reads++;
            return Stream.concat(
                            IntStream.range(0, REPOSITORIES)
                                    .mapToObj(i -> prefix + String.format(Locale.ROOT, "%05d", i)),
                            Stream.of("web"))
                    .filter(path -> path.compareTo(from) >= 0)
                    .limit(limit)
                    .map(path -> new Repository(
                            new RepositoryName(space, path),
                            Instant.EPOCH,
                            Visibility.PRIVATE,
                            false,
                            false,
                            Optional.empty()))
                    .toList();
        }

        @Override
        public List<RepositoryName> listPublic(String from, int limit) {
            return List.of();
        }

        @Override
        public Optional<Repository> find(RepositoryName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean change(RepositoryName name, Visibility visibility) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void recordPull(RepositoryName name, LocalDate day) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int countTags(RepositoryName name, int limit) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class OneSpace implements Spaces {
        @Override
        public SpaceName now(SpaceName name) {
            return name;
        }

        @Override
        public List<Space> list() {
            return List.of(Space.begin(new SpaceName("team"), Instant.EPOCH, SpaceSettings.DEFAULT));
        }

        @Override
        public Optional<Space> find(SpaceName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean add(Space space) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean limit(SpaceName name, Quota quota) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean change(SpaceName name, SpaceSettings settings) {
            throw new UnsupportedOperationException();
        }
    }
}
