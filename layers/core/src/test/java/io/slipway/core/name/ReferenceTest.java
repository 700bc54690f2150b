package io.slipway.core.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
    @Test
    void a_reference_with_a_colon_is_a_digest() {
        assertThat(Reference.parse("sha256:" + "0".repeat(64))).isInstanceOf(DigestReference.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "latest", "1.2.0-deployments-75", "_x", "A.b_C-d"})
    void a_reference_without_a_colon_is_a_tag(String text) {
        assertThat(Reference.parse(text)).isEqualTo(new Tag(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "-a", "a b", "a/b", "ä", "sha256:xyz", "sha256:", ":", "md5:00", "a\n"})
    void text_that_is_neither_tag_nor_digest_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Reference.parse(text));
    }

    @Test
    void a_tag_has_at_most_128_characters() {
        assertThat(new Tag("a".repeat(128)).value()).hasSize(128);
        assertThatIllegalArgumentException().isThrownBy(() -> new Tag("a".repeat(129)));
    }
}
