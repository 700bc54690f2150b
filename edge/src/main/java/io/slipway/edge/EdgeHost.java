package io.slipway.edge;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.graalvm.polyglot.HostAccess;
import org.jspecify.annotations.Nullable;

/** Implements the CloudFront modules of a function outside of JavaScript. */
public final class EdgeHost {
    private final Map<String, String> store;

    EdgeHost(Map<String, String> store) {
        this.store = Map.copyOf(store);
    }

    /** Returns the value of a key in the key-value store; null if the store does not have it. */
    @HostAccess.Export
    public @Nullable String value(String key) {
        return store.get(key);
    }

    /** Computes the HMAC of a text. */
    @HostAccess.Export
    public String hmac(String algorithm, String key, String text, String encoding) throws GeneralSecurityException {
        if (!algorithm.equals("sha256") || !encoding.equals("base64url")) {
            throw new IllegalArgumentException("the function must use HMAC-SHA256 in base64url");
        }
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
