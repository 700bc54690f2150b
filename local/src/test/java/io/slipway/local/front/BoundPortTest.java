package io.slipway.local.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundPortTest {
    private static final String HOST = "127.0.0.1";

    @Test
    void a_bound_port_cannot_be_bound_again_until_it_is_closed() throws IOException {
        int number;
        try (BoundPort port = BoundPort.bind(HOST, 0)) {
            number = port.number();
            assertThatExceptionOfType(BindException.class).isThrownBy(() -> BoundPort.bind(HOST, number));
        }
        try (BoundPort again = BoundPort.bind(HOST, number)) {
            assertThat(again.number()).isEqualTo(number);
        }
    }

    @Test
    void connections_wait_until_a_server_accepts_them() throws IOException {
        try (BoundPort port = BoundPort.bind(HOST, 0);
                Socket client = new Socket(InetAddress.getLoopbackAddress(), port.number());
                var accepted = port.channel().accept()) {
            client.getOutputStream().write(1);
            assertThat(accepted.socket().getInputStream().read()).isEqualTo(1);
        }
    }

    /** 192.0.2.1 is reserved for documentation, so that no machine has it (RFC 5737). */
    @ParameterizedTest
    @ValueSource(strings = {"no.such.host.invalid", "192.0.2.1"})
    void a_host_that_is_not_an_address_of_this_machine_is_rejected(String host) {
        assertThatExceptionOfType(UnknownHostException.class)
                .isThrownBy(() -> BoundPort.bind(host, 0))
                .withMessage("the host must be an address of this machine, but was " + host);
    }
}
