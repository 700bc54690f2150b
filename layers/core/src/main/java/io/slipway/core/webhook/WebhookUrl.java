package io.slipway.core.webhook;

import io.slipway.core.error.Quoted;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Checks the URLs of webhooks: the registry must not give its users access to networks that only it can reach.
 *
 * @param anyNetwork whether internal addresses and plain HTTP are allowed, as on one machine
 */
public record WebhookUrl(boolean anyNetwork) {
    /** The longest URL, in characters. */
    public static final int MAX_LENGTH = 2_000;

    /** Reads a URL. */
    public URI parse(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw invalid("the url of a webhook must be a URL, but was " + Quoted.of(text));
        }
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        if (!secure && !(anyNetwork && "http".equalsIgnoreCase(url.getScheme()))) {
            throw invalid("the url of a webhook must begin with https://, but was " + Quoted.of(text));
        }
        if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw invalid("the url of a webhook must have a host, no user and no fragment, but was " + Quoted.of(text));
        }
        if (text.length() > MAX_LENGTH) {
            throw invalid(
                    "the url of a webhook must have at most " + MAX_LENGTH + " characters, but had " + text.length());
        }
        try {
            InetAddress literal = InetAddress.ofLiteral(url.getHost().replaceAll("^\\[|\\]$", ""));
            if (!allows(literal)) {
                throw invalid("the url of a webhook must have a public address, but was " + Quoted.of(text));
            }
        } catch (IllegalArgumentException e) {
            if (e instanceof Refused) {
                throw e;
            }
            // A host name, whose addresses are checked at each delivery.
        }
        return url;
    }

    /** Returns whether events may be sent to this address. */
    public boolean allows(InetAddress address) {
        return anyNetwork || PublicAddresses.contain(address);
    }

    private static Refused invalid(String message) {
        return new Refused(message);
    }

    private static final class Refused extends IllegalArgumentException {
        Refused(String message) {
            super(message);
        }
    }
}
