package io.slipway.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {
    private final WebhookUrl urls = new WebhookUrl(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com/slipway?team=a",
                "https://example.com:8443/",
                "https://93.184.215.14/",
                "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/x"
            })
    void public_urls_are_accepted(String url) {
        assertThat(urls.parse(url)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example.com",
                "http://example.com/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "https:///path",
                "https://user:secret@example.com/",
                "https://example.com/#fragment",
                "https://exa mple.com/",
                "https://127.0.0.1/",
                "https://10.1.2.3/",
                "https://172.31.255.255/",
                "https://192.168.1.1/",
                "https://100.64.0.1/",
                "https://169.254.169.254/latest/meta-data/",
                "https://0.0.0.0/",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://[::]/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:a9fe:a9fe]/",
                "https://[::127.0.0.1]/",
                "https://[64:ff9b::a9fe:a9fe]/",
                "https://[64:ff9b:1::1]/",
                "https://[2002:7f00:1::]/",
                "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
                "https://[fd00:ec2::254]/",
                "https://[fe80::1]/",
                "https://[ff02::1]/"
            })
    void urls_that_only_the_registry_can_reach_are_refused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> urls.parse(url));
    }

    @Test
    void a_long_url_is_refused() {
        String url = "https://example.com/" + "x".repeat(WebhookUrl.MAX_LENGTH);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> urls.parse(url))
                .withMessageContaining("at most 2000 characters");
    }

    @Test
    void the_addresses_that_a_name_resolves_to_are_checked_too() {
        assertThat(urls.allows(InetAddress.ofLiteral("169.254.169.254"))).isFalse();
        assertThat(urls.allows(InetAddress.ofLiteral("8.8.8.8"))).isTrue();
    }

    @Test
    void a_registry_on_one_machine_accepts_webhooks_on_that_machine() {
        WebhookUrl local = new WebhookUrl(true);
        assertThat(local.parse("http://127.0.0.1:9000/hook").getPort()).isEqualTo(9000);
        assertThat(local.allows(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> local.parse("file:///etc/passwd"));
    }
}
