package io.slipway.cli.doctor;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Guesses a token that does not exist, each time with another forged address: all guesses must count for one address.
 */
final class ForgedViewerCheck implements Check {
    /** One more than an address may try for one token ({@code core.access.LoginAttempts}). */
    private static final int GUESSES = 11;

    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;

    @Override
    public String name() {
        return "forged addresses";
    }

    @Override
    public Need need() {
        return Need.REGISTRY;
    }

    @Override
    public String remedy() {
        return "the distribution must replace x-slipway-viewer and x-slipway-edge of its clients: compare its origin"
                + " and HostEdgeFunction with template.yaml";
    }

    @Override
    public CheckResult run(Site site) throws IOException {
        String id = HexFormat.of().formatHex(random(ID_BYTES));
        Wire.Answer last = guess(site, id, 1);
        for (int i = 2; i <= GUESSES && last.status() == 401; i++) {
            last = guess(site, id, i);
        }
        return last.status() == 429
                ? CheckResult.ok("wrong logins count for the client's address, whatever its headers say")
                : CheckResult.failed(
                        GUESSES + " wrong logins must cause a 429, but the last one got " + last.summary(), remedy());
    }

    private static Wire.Answer guess(Site site, String id, int number) throws IOException {
        String forged = "198.51.100." + number;
        String token =
                "slp_" + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES));
        return site.wire()
                .send(HttpRequest.newBuilder(site.at("/token?service=slipway"))
                        .header("Authorization", Site.basic(token))
                        .header("x-slipway-viewer", forged)
                        .header("x-slipway-edge", "slipway-doctor")
                        .header("X-Forwarded-For", forged));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
