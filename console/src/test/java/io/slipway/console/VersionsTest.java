package io.slipway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The console's order of tags by version. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VersionsTest {
    private ConsoleModule module;
    private Value versionKey;

    @BeforeAll
    void load() throws IOException {
        module = ConsoleModule.load("versions.js");
        versionKey = module.export("versionKey");
    }

    @AfterAll
    void close() {
        module.close();
    }

    @Test
    void numbers_are_compared_by_their_value() {
        assertThat(sorted("1.10", "1.9", "1.9.1", "1.100", "2", "1"))
                .containsExactly("1", "1.9", "1.9.1", "1.10", "1.100", "2");
        assertThat(sorted("build-12", "build-9", "build-100")).containsExactly("build-9", "build-12", "build-100");
    }

    @Test
    void a_pre_release_sorts_before_its_release_and_after_the_previous_release() {
        assertThat(sorted("1.2.0", "1.2.0-rc.10", "1.2.0-rc.2", "1.1.9", "1.2.1", "1.2.0-alpha"))
                .containsExactly("1.1.9", "1.2.0-alpha", "1.2.0-rc.2", "1.2.0-rc.10", "1.2.0", "1.2.1");
    }

    @Test
    void a_leading_v_and_leading_zeros_make_no_difference() {
        assertThat(sorted("v2.0", "1.9", "v1.8", "3")).containsExactly("v1.8", "1.9", "v2.0", "3");
        assertThat(key("2026.08.09")).isEqualTo(key("2026.8.9"));
    }

    @Test
    void names_that_are_not_versions_sort_after_versions() {
        assertThat(sorted("latest", "10.0", "edge")).containsExactly("10.0", "edge", "latest");
    }

    private List<String> sorted(String... tags) {
        List<String> list = new ArrayList<>(List.of(tags));
        Collections.shuffle(list, new Random(1));
        list.sort(Comparator.comparing(this::key));
        return list;
    }

    private String key(String tag) {
        return versionKey.execute(tag).asString();
    }
}
