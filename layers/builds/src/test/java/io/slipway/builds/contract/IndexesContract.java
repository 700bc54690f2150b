package io.slipway.builds.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.instant.Indexes;
import io.slipway.core.name.SpaceName;
import org.junit.jupiter.api.Test;

/** The contract of {@link Indexes}. */
public abstract class IndexesContract extends BuildContract {
    private static final String NAME = "packages/sha256/0123/zip-1";

    @Test
    void an_index_is_stored_by_name_within_a_space() {
        Indexes indexes = ports().indexes();
        SpaceName space = space();
        assertThat(indexes.has(space, NAME)).isFalse();
        assertThat(indexes.find(space, NAME)).isEmpty();
        indexes.put(space, NAME, new byte[] {1, 2, 3});
        assertThat(indexes.has(space, NAME)).isTrue();
        assertThat(indexes.find(space, NAME))
                .hasValueSatisfying(it -> assertThat(it).containsExactly(1, 2, 3));
        assertThat(indexes.has(space(), NAME)).isFalse();
        indexes.put(space, NAME, new byte[0]);
        assertThat(indexes.find(space, NAME))
                .hasValueSatisfying(it -> assertThat(it).isEmpty());
    }
}
