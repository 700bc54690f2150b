package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpCommandTest {
    @TempDir
    Path data;

    @Test
    void a_port_in_use_is_reported_with_the_option_for_another() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ran ran = Ran.slipway("up", "--port", "" + other.getLocalPort(), "--data", data.toString());
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err())
                    .isEqualToIgnoringNewLines("slipway: port " + other.getLocalPort()
                            + " cannot be used: Address already in use; choose another with --port");
        }
    }

    @Test
    void a_host_of_another_machine_is_rejected() {
        Ran ran = Ran.slipway("up", "--port", "0", "--host", "192.0.2.1", "--data", data.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .isEqualToIgnoringNewLines("slipway: the host must be an address of this machine, but was 192.0.2.1");
    }
}
