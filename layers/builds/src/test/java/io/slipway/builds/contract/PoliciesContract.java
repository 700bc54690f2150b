package io.slipway.builds.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.retention.Keep;
import io.slipway.builds.retention.Kind;
import io.slipway.builds.retention.Policies;
import io.slipway.builds.retention.RetentionPolicy;
import io.slipway.builds.retention.Rule;
import io.slipway.core.name.SpaceName;
import io.slipway.core.protection.TagRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link Policies}. */
public abstract class PoliciesContract extends BuildContract {
    private static final RetentionPolicy POLICY = new RetentionPolicy(
            List.of(Rule.about("branches", Kind.TAGS, Keep.newest(5)).tagged("branch-*")), TagRules.NONE, 14);

    private Policies policies() {
        return ports().policies();
    }

    private SpaceName created() {
        SpaceName space = space();
        ports().create(space);
        return space;
    }

    @Test
    void a_space_has_no_policy_until_one_is_set() {
        SpaceName space = created();
        assertThat(policies().find(space)).isEmpty();
        assertThat(policies().put(space, POLICY)).isTrue();
        assertThat(policies().find(space)).contains(POLICY);
    }

    @Test
    void a_new_policy_replaces_the_previous_one() {
        SpaceName space = created();
        assertThat(policies().put(space, POLICY)).isTrue();
        assertThat(policies().put(space, RetentionPolicy.NONE)).isTrue();
        assertThat(policies().find(space)).contains(RetentionPolicy.NONE);
    }

    @Test
    void a_conditional_change_replaces_only_the_policy_that_was_read() {
        SpaceName space = created();
        assertThat(policies().replace(space, POLICY, POLICY)).isFalse();
        assertThat(policies().replace(space, RetentionPolicy.NONE, POLICY)).isTrue();
        assertThat(policies().replace(space, RetentionPolicy.NONE, RetentionPolicy.NONE))
                .isFalse();
        assertThat(policies().find(space)).contains(POLICY);
        assertThat(policies().replace(space, POLICY, RetentionPolicy.NONE)).isTrue();
        assertThat(policies().replace(space, RetentionPolicy.NONE, POLICY)).isTrue();
        assertThat(policies().replace(space(), RetentionPolicy.NONE, POLICY)).isFalse();
    }

    @Test
    void the_default_space_can_always_have_one() {
        assertThat(policies().put(SpaceName.DEFAULT, POLICY)).isTrue();
        assertThat(policies().find(SpaceName.DEFAULT)).contains(POLICY);
    }

    @Test
    void a_policy_of_a_space_that_does_not_exist_is_not_stored() {
        SpaceName missing = space();
        assertThat(policies().put(missing, POLICY)).isFalse();
        assertThat(policies().find(missing)).isEmpty();
    }

    @Test
    void the_next_run_begins_where_the_last_one_stopped_regardless_of_the_policy() {
        SpaceName space = created();
        assertThat(policies().position(space)).isEmpty();
        policies().position(space, "team/app");
        assertThat(policies().put(space, POLICY)).isTrue();
        assertThat(policies().position(space)).isEqualTo("team/app");
        policies().position(space, "");
        assertThat(policies().position(space)).isEmpty();
    }
}
