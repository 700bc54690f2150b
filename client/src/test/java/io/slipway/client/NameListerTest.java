package io.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.core.name.Tag;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists of names, which registries divide into pages. */
class NameListerTest {
    private static final RemoteRepository APP = new RemoteRepository("app");
    private static final String TAGS = "GET /v2/app/tags/list";
    private static final String CATALOG = "GET /v2/_catalog";

    private final Peer registry = new Peer();
    private final Session session = registry.session();
    private final NameLister lister = new NameLister(session);

    @AfterEach
    void stop() {
        session.close();
        registry.close();
    }

    @Test
    void tags_are_read_page_by_page_in_the_registrys_order() throws IOException {
        registry.answer(TAGS, 200, "{\"tags\":[\"b\",\"a\"]}", "Link", "</v2/app/tags/list?n=2&last=a>; rel=\"next\"")
                .answer(TAGS, 200, "{\"tags\":[\"c\"]}");
        assertThat(lister.tags(APP)).containsExactly(new Tag("b"), new Tag("a"), new Tag("c"));
        assertThat(registry.lines())
                .containsExactly("GET /v2/app/tags/list?n=1000", "GET /v2/app/tags/list?n=2&last=a");
    }

    @Test
    void a_repository_without_tags_has_an_empty_list() throws IOException {
        registry.answer(TAGS, 200, "{\"name\":\"app\",\"tags\":null}");
        assertThat(lister.tags(APP)).isEmpty();
    }

    @Test
    void a_page_that_links_to_itself_is_the_last_one() throws IOException {
        registry.answer(TAGS, 200, "{\"tags\":[\"a\"]}", "Link", "</v2/app/tags/list?n=1000>; rel=next");
        assertThat(lister.tags(APP)).containsExactly(new Tag("a"));
        assertThat(registry.lines()).hasSize(1);
    }

    @Test
    void the_next_page_is_read_from_the_same_registry_even_if_the_link_has_another_host() throws IOException {
        try (Peer other = new Peer()) {
            registry.answer(
                            TAGS,
                            200,
                            "{\"tags\":[\"a\"]}",
                            "Link",
                            "<" + other.url() + "/v2/app/tags/list?last=a>; rel=\"next\"")
                    .answer(TAGS, 200, "{\"tags\":[\"b\"]}");
            assertThat(lister.tags(APP)).hasSize(2);
            assertThat(other.received).isEmpty();
        }
    }

    @Test
    void the_list_of_repositories_has_its_own_scope() throws IOException {
        registry.answer(CATALOG, 200, "{\"repositories\":[\"app\",\"team/web\"]}");
        assertThat(lister.repositories()).containsExactly("app", "team/web");
        assertThat(registry.logins.getFirst().line()).contains("scope=registry%3Acatalog%3A*");
    }

    @Test
    void a_refused_list_is_an_error_with_the_message_of_the_registry() {
        registry.answer(CATALOG, 403, "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no catalogue\"}]}");
        assertThatThrownBy(lister::repositories)
                .hasMessageContaining("cannot list the repositories of localhost")
                .hasMessageContaining("DENIED: no catalogue");
        registry.answer(TAGS, 404, "");
        assertThatThrownBy(() -> lister.tags(APP)).hasMessage("cannot list the tags of app: HTTP 404");
    }
}
