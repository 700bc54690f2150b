package io.slipway.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.access.Grant;
import io.slipway.core.http.Response;
import io.slipway.core.memory.RegistryLab;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.core.space.Visibility;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue lists the repositories that may be pulled, in order, page by page. */
class CatalogTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Action> PULL = Set.of(Action.PULL);

    private final RegistryLab lab = new RegistryLab();

    @BeforeEach
    void push() {
        for (String space : new String[] {"a", "a-b", "a0", "empty"}) {
            lab.ports.spaces().add(Space.begin(new SpaceName(space), Instant.now(), SpaceSettings.DEFAULT));
        }
        for (String name : new String[] {
            "zoo",
            "app",
            "a0",
            "default/apps/web",
            "default/packages/acme.web",
            "a/x",
            "a/apps/one",
            "a/apps/two/three",
            "a/packages/acme.a",
            "a/packages/acme.b",
            "a-b/packages/open",
            "a-b/x",
            "a0/x"
        }) {
            lab.store(name, "1");
        }
        lab.ports.repositories().change(RepositoryName.parse("a-b/x"), Visibility.PUBLIC);
        lab.ports.repositories().change(RepositoryName.parse("a-b/packages/open"), Visibility.PUBLIC);
        lab.ports.repositories().change(RepositoryName.parse("zoo"), Visibility.PUBLIC);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void the_administrator_sees_all_repositories_in_ascii_order_at_any_page_size(int size) {
        assertThat(pages(size, Grant.everything()))
                .containsExactly(
                        "a-b/x",
                        "a/apps/one",
                        "a/apps/two/three",
                        "a/x",
                        "a0",
                        "a0/x",
                        "app",
                        "default/apps/web",
                        "zoo");
    }

    @Test
    void anonymous_callers_see_public_repositories() {
        assertThat(pages(1000)).containsExactly("a-b/x", "zoo");
    }

    @Test
    void a_grant_shows_its_space_and_public_repositories() {
        assertThat(pages(2, new Grant("a", "**", PULL)))
                .containsExactly("a-b/x", "a/apps/one", "a/apps/two/three", "a/x", "zoo");
        assertThat(pages(2, new Grant("default", "**", PULL)))
                .containsExactly("a-b/x", "a0", "app", "default/apps/web", "zoo");
    }

    @Test
    void a_grant_with_a_pattern_shows_the_repositories_that_it_matches() {
        assertThat(pages(1, new Grant("a", "apps/*", PULL), new Grant("default", "a*", PULL)))
                .containsExactly("a-b/x", "a/apps/one", "a0", "app", "zoo");
        assertThat(pages(1, new Grant("a", "x", PULL))).containsExactly("a-b/x", "a/x", "zoo");
        assertThat(pages(1, new Grant("nowhere", "**", PULL))).containsExactly("a-b/x", "zoo");
    }

    @Test
    void packages_are_not_listed() {
        assertThat(pages(1000, Grant.everything())).noneMatch(name -> name.contains("packages/"));
        assertThat(pages(1, new Grant("a", "packages/*", PULL))).containsExactly("a-b/x", "zoo");
        assertThat(names(page("/v2/_catalog?last=a-b%2Fpackages%2Fopen", caller())))
                .containsExactly("a-b/x", "zoo");
    }

    @Test
    void a_repository_that_is_being_deleted_is_not_listed() {
        lab.store("a/leaving", "1");
        lab.ports.repositories().change(RepositoryName.parse("a/leaving"), Visibility.PUBLIC);
        assertThat(pages(1000)).contains("a/leaving");
        lab.ports.deletions().begin(RepositoryName.parse("a/leaving"));
        assertThat(pages(1000, Grant.everything())).doesNotContain("a/leaving");
    }

    @Test
    void a_page_across_many_empty_spaces_ends_at_the_limit_of_reads() {
        List<Grant> grants = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            grants.add(new Grant("none-" + i, "**", PULL));
        }
        grants.add(new Grant("a", "x", PULL));
        grants.add(new Grant("default", "app", PULL));
        Grant[] all = grants.toArray(Grant[]::new);
        assertThat(page("/v2/_catalog", caller(all)).headers()).containsKey("Link");
        assertThat(pages(1000, all)).containsExactly("a-b/x", "a/x", "app", "zoo");
    }

    @Test
    void a_page_of_size_zero_is_empty_and_the_last() {
        Response response = page("/v2/_catalog?n=0", caller(Grant.everything()));
        assertThat(names(response)).isEmpty();
        assertThat(response.headers()).doesNotContainKey("Link");
    }

    @Test
    void a_token_without_the_catalogues_scope_gets_a_challenge() {
        Response response = page("/v2/_catalog", new Caller("test", List.of(), List.of(), Set.of()));
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.headers().get("WWW-Authenticate"))
                .contains("scope=\"registry:catalog:*\"", "error=\"insufficient_scope\"");
    }

    private static Caller caller(Grant... grants) {
        return new Caller("test", List.of(), List.of(), Set.of()).withCatalog(Arrays.asList(grants));
    }

    /** Lists all names by following the links. */
    private List<String> pages(int size, Grant... grants) {
        List<String> all = new ArrayList<>();
        Optional<String> address = Optional.of("/v2/_catalog?n=" + size);
        while (address.isPresent()) {
            Response response = page(address.get(), caller(grants));
            List<String> names = names(response);
            assertThat(names).hasSizeLessThanOrEqualTo(size);
            all.addAll(names);
            address = Optional.ofNullable(response.headers().get("Link"))
                    .map(link -> link.substring(1, link.indexOf('>')));
        }
        return all;
    }

    private Response page(String address, Caller caller) {
        return lab.send(caller, "GET", address, new byte[0], "");
    }

    private static List<String> names(Response response) {
        List<String> names = new ArrayList<>();
        try {
            JSON.readTree(response.body()).path("repositories").forEach(name -> names.add(name.asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
