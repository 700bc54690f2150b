package io.slipway.core.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangesTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "192.0.2.128/25, 192.0.2.200, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1/128, ::1, true",
        "10.0.0.0/8, '', false",
        "10.0.0.0/8, example.com, false"
    })
    void a_range_covers_the_addresses_that_begin_with_its_prefix(String range, String address, boolean covered) {
        assertThat(AddressRanges.parse("198.51.100.0/24, " + range).covers(address))
                .isEqualTo(covered);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8x", "::/129", "example.com/8", "10.0.0.0/"})
    void text_that_is_not_a_range_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRanges.parse(text))
                .withMessageContaining("must be");
    }

    @Test
    void clients_in_the_region_pull_from_the_bucket_and_others_through_the_distribution() {
        PresignedUrl url = new PresignedUrl(
                URI.create("https://bucket.test/blobs/x?s"), "/blobs/x?s", AddressRanges.parse("10.0.0.0/8"));
        Map<String, String> through = Map.of("x-forwarded-host", "registry.test");
        assertThat(url.forClient(from("10.1.2.3", through))).isEqualTo("https://bucket.test/blobs/x?s");
        assertThat(url.forClient(from("192.0.2.1", through))).isEqualTo("https://registry.test/blobs/x?s");
        assertThat(url.forClient(from("192.0.2.1", Map.of()))).isEqualTo("https://bucket.test/blobs/x?s");
    }

    private static Request from(String address, Map<String, String> headers) {
        return new Request("GET", "/v2/app/blobs/x", Query.EMPTY, headers, new byte[0], address);
    }
}
