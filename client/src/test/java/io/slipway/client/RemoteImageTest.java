package io.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteImageTest {
    @ParameterizedTest
    @CsvSource({
        "alpine, docker.io/library/alpine:latest, https://registry-1.docker.io",
        "org/app:1, docker.io/org/app:1, https://registry-1.docker.io",
        "docker.io/alpine:3.20, docker.io/library/alpine:3.20, https://registry-1.docker.io",
        "quay.io/a/b/c:v1, quay.io/a/b/c:v1, https://quay.io",
        "localhost:5000/a, localhost:5000/a:latest, http://localhost:5000",
        "127.0.0.1:1/a:b, 127.0.0.1:1/a:b, http://127.0.0.1:1"
    })
    void a_name_is_parsed_as_in_docker(String text, String full, String address) {
        RemoteImage image = RemoteImage.parse(text);
        assertThat(image).hasToString(full);
        assertThat(image.registry().base()).isEqualTo(URI.create(address));
    }

    @Test
    void a_digest_takes_precedence_over_a_tag() {
        String digest = "sha256:" + "a".repeat(64);
        assertThat(RemoteImage.parse("alpine:3@" + digest)).hasToString("docker.io/library/alpine@" + digest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "UPPER", "a b", "host.example/", "a/../b", "a:b:c"})
    void text_that_is_not_a_name_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> RemoteImage.parse(text));
    }

    @Test
    void the_token_service_is_read_from_a_challenge() {
        LoginChallenge challenge = LoginChallenge.read(List.of(
                        "Basic realm=\"x\"",
                        "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\",scope=\"a,b\""))
                .orElseThrow();
        assertThat(challenge).isInstanceOf(LoginChallenge.Bearer.class);
        assertThat(((LoginChallenge.Bearer) challenge).token(List.of("repository:library/alpine:pull")))
                .hasToString("https://auth.docker.io/token?service=registry.docker.io"
                        + "&scope=repository%3Alibrary%2Falpine%3Apull");
        assertThat(LoginChallenge.read(List.of("Negotiate"))).isEmpty();
        assertThat(LoginChallenge.read(List.of("basic realm=x"))).contains(new LoginChallenge.Basic());
    }
}
