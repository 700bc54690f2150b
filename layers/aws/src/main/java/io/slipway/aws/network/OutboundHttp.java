package io.slipway.aws.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Creates clients for requests to URLs that users configure. The addresses of a host name are checked when it is resolved, and the connection is made
 * to one of these: the name cannot resolve to another address in between. Redirects are not followed.
 */
public final class OutboundHttp {
    /** The timeout of a connection, and of a response. */
    private static final Timeout TIMEOUT = Timeout.ofSeconds(10);

    private OutboundHttp() {}

    /** Returns a client that connects only to allowed addresses; other names fail with {@link Refused}. */
    public static CloseableHttpClient client(Predicate<InetAddress> allowed, String userAgent) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Checked(allowed))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(TIMEOUT)
                                .setSocketTimeout(TIMEOUT)
                                .setTimeToLive(TimeValue.ofSeconds(1))
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(TIMEOUT)
                        .setConnectionRequestTimeout(TIMEOUT)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .setUserAgent(userAgent)
                .build();
    }

    /** Thrown for a name without an allowed address. */
    public static final class Refused extends UnknownHostException {}

    /** Resolves names to those of their addresses that may be reached. */
    private record Checked(Predicate<InetAddress> allowed) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] addresses = Arrays.stream(InetAddress.getAllByName(host))
                    .filter(allowed)
                    .toArray(InetAddress[]::new);
            if (addresses.length == 0) {
                throw new Refused();
            }
            return addresses;
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
