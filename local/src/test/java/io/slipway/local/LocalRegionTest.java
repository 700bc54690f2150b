package io.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalRegionTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:5000", "http://127.0.0.1:5000", "http://127.3.2.1", "http://[::1]:5000"})
    void clients_of_this_machine_are_in_its_region(String url) {
        assertThat(LocalRegion.clients(url)).isEqualTo("127.0.0.0/8,::1/128");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://registry.example.com", "http://10.0.0.7:5000", "http://localhost.example.com"})
    void clients_of_a_url_for_other_machines_do_not_count_as_local(String url) {
        assertThat(LocalRegion.clients(url)).isEqualTo("none");
    }
}
