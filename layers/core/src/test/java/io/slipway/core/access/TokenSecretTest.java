package io.slipway.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSecretTest {
    private final TokenSecret secret = TokenSecret.generate(new SecureRandom());

    @Test
    void a_shown_token_matches_its_stored_hash() {
        assertThat(TokenSecret.parse(secret.reveal()).orElseThrow().matches(secret.hash()))
                .isTrue();
    }

    @Test
    void another_token_does_not_match_the_stored_hash() {
        assertThat(TokenSecret.generate(new SecureRandom()).matches(secret.hash()))
                .isFalse();
    }

    @Test
    void neither_the_hash_nor_the_text_form_shows_the_secret() {
        assertThat(secret.hash()).doesNotContain(secret.secret());
        assertThat(secret.toString()).doesNotContain(secret.secret());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "slp_", "slp_0123456789ab_", "slp_0123456789AB_0000000000000000000000000000000000000000000"})
    void text_of_another_form_is_not_a_token(String text) {
        assertThat(TokenSecret.parse(text)).isEmpty();
    }
}
