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
    void public_addresses_are_taken(String url) {
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
    void addresses_that_only_the_registry_may_reach_are_refused(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> urls.parse(url));
    }

    @Test
    void a_long_address_is_refused() {
        String url = "https://example.com/" + "x".repeat(WebhookUrl.MAX_LENGTH);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> urls.parse(url))
                .withMessageContaining("at most 2000 characters");
    }

    @Test
    void a_name_is_held_to_the_same_addresses_when_it_is_resolved() {
        assertThat(urls.allows(InetAddress.ofLiteral("169.254.169.254"))).isFalse();
        assertThat(urls.allows(InetAddress.ofLiteral("8.8.8.8"))).isTrue();
    }

    @Test
    void on_one_machine_webhooks_may_be_on_it() {
        WebhookUrl local = new WebhookUrl(true);
        assertThat(local.parse("http://127.0.0.1:9000/hook").getPort()).isEqualTo(9000);
        assertThat(local.allows(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> local.parse("file:///etc/passwd"));
    }
}
