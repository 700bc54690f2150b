package io.slipway.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantTest {
    @ParameterizedTest
    @CsvSource({
        "**, app, true",
        "**, group/app, true",
        "*, app, true",
        "*, group/app, false",
        "group/*, group/app, true",
        "group/*, group/sub/app, false",
        "group/**, group/sub/app, true",
        "group/**, groups, false",
        "**/app, a/b/app, true",
        "a*c, abbc, true",
        "a*c, ab/c, false",
        "a**c, ab/c, true",
        "app, app, true",
        "app, apps, false",
        "app, ap, false"
    })
    void one_star_matches_within_a_segment_and_two_stars_across_segments(String pattern, String path, boolean allowed) {
        Grant grant = new Grant("default", pattern, Set.of(Action.PULL));
        assertThat(grant.allows(new RepositoryName(SpaceName.DEFAULT, path), Action.PULL))
                .isEqualTo(allowed);
    }

    @Test
    void a_grant_covers_only_its_space() {
        Grant grant = new Grant("team", "**", Set.of(Action.PULL));
        assertThat(grant.allows(RepositoryName.parse("team/app"), Action.PULL)).isTrue();
        assertThat(grant.allows(RepositoryName.parse("teams/app"), Action.PULL)).isFalse();
        assertThat(grant.allows(RepositoryName.parse("app"), Action.PULL)).isFalse();
    }

    @Test
    void an_action_does_not_imply_another() {
        Grant grant = new Grant("default", "**", Set.of(Action.PUSH));
        assertThat(EnumSet.allOf(Action.class))
                .filteredOn(action -> grant.allows(RepositoryName.parse("app"), action))
                .containsExactly(Action.PUSH);
    }

    @Test
    void administrators_may_do_everything() {
        Grant grant = new Grant("team", "**", Set.of(Action.ADMIN));
        assertThat(EnumSet.allOf(Action.class))
                .allMatch(action -> grant.allows(RepositoryName.parse("team/app"), action));
    }

    @Test
    void only_a_grant_for_every_repository_covers_the_whole_space() {
        assertThat(new Grant("team", "**", Set.of(Action.PULL)).allowsAll(new SpaceName("team"), Action.PULL))
                .isTrue();
        assertThat(new Grant("team", "*", Set.of(Action.PULL)).allowsAll(new SpaceName("team"), Action.PULL))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "a***", "{a}", "a?"})
    void refuses_malformed_patterns(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Grant("default", pattern, Set.of(Action.PULL)));
    }

    @Test
    void refuses_a_grant_without_actions() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Grant("default", "**", Set.of()));
    }
}
