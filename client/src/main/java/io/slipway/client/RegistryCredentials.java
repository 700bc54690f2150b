package io.slipway.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A login at a registry.
 *
 * @param user the user's name
 * @param password the password or token
 */
public record RegistryCredentials(String user, String password) {
    /** Returns the value of an {@code Authorization} header. */
    String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Omits the password. */
    @Override
    public String toString() {
        return "Credentials of " + user;
    }
}
