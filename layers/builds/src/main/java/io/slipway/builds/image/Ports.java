package io.slipway.builds.image;

import io.slipway.builds.dockerfile.DockerfileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the ports of {@code EXPOSE}: {@code 80}, {@code 53/udp}, {@code 8000-8010/tcp}. */
final class Ports {
    private static final Pattern PORT = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?(?:/([A-Za-z]+))?");
    private static final int LAST = 65_535;
    private static final List<String> PROTOCOLS = List.of("tcp", "udp", "sctp");

    private Ports() {}

    /** Returns the ports with their protocols. */
    static List<String> of(String text, int line) throws DockerfileException {
        // Docker also accepts the syntax of its option --publish, and uses only the container's port.
        Matcher port = PORT.matcher(text.substring(text.lastIndexOf(':') + 1));
        if (!port.matches()) {
            throw refusal(text, line);
        }
        int first = Integer.parseInt(port.group(1));
        int last = port.group(2) == null ? first : Integer.parseInt(port.group(2));
        String protocol = port.group(3) == null ? "tcp" : port.group(3).toLowerCase(Locale.ROOT);
        if (first > last || last > LAST || !PROTOCOLS.contains(protocol)) {
            throw refusal(text, line);
        }
        List<String> ports = new ArrayList<>();
        for (int number = first; number <= last; number++) {
            ports.add(number + "/" + protocol);
        }
        return ports;
    }

    private static DockerfileException refusal(String text, int line) {
        return new DockerfileException(
                line,
                "EXPOSE: a port must be a number up to 65535 with tcp, udp or sctp, such as 53/udp, but was " + text);
    }
}
