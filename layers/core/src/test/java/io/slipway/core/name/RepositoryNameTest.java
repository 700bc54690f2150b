package io.slipway.core.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryNameTest {
    @ParameterizedTest
    @CsvSource({
        "app, default, app",
        "default/app, default, app",
        "team-a/app, team-a, app",
        "team-a/group/app, team-a, group/app",
        "default/group/app, default, group/app",
        "a/b.c_d__e---f, a, b.c_d__e---f"
    })
    void the_first_of_several_segments_names_the_space(String text, String space, String path) {
        RepositoryName name = RepositoryName.parse(text);
        assertThat(name.space().value()).isEqualTo(space);
        assertThat(name.path()).isEqualTo(path);
    }

    @Test
    void a_name_equals_the_same_name_with_the_default_space() {
        assertThat(RepositoryName.parse("app")).isEqualTo(RepositoryName.parse("default/app"));
    }

    @ParameterizedTest
    @CsvSource({"app, app", "default/app, app", "default/group/app, default/group/app", "team/app, team/app"})
    void the_familiar_form_is_read_back_as_the_same_repository(String text, String familiar) {
        RepositoryName name = RepositoryName.parse(text);
        assertThat(name.familiar()).isEqualTo(familiar);
        assertThat(RepositoryName.parse(name.familiar())).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "a/",
                "/a",
                "a//b",
                "App",
                "a/B",
                "-a",
                "a-",
                "a..b",
                "a___b",
                "a_.b",
                "ä",
                "a b",
                "a\nb",
                "a/b\n",
                "sp.ace/app",
                "sp_ace/app",
                "../a",
                "a/..",
                "a/%2e"
            })
    void refuses_text_outside_the_grammar(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> RepositoryName.parse(text));
    }

    @Test
    void a_name_has_at_most_255_characters_with_its_space() {
        assertThatNoException().isThrownBy(() -> RepositoryName.parse("s/" + "a".repeat(253)));
        assertThatIllegalArgumentException().isThrownBy(() -> RepositoryName.parse("s/" + "a".repeat(254)));
        assertThatIllegalArgumentException().isThrownBy(() -> RepositoryName.parse("a".repeat(248)));
    }

    @Test
    void a_name_that_would_make_the_expression_backtrack_is_refused_quickly() {
        String hostile = "a" + "-a".repeat(100) + "!";
        assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> assertThatIllegalArgumentException().isThrownBy(() -> RepositoryName.parse(hostile)));
    }
}
