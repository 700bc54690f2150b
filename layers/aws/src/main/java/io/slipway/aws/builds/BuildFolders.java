package io.slipway.aws.builds;

import io.slipway.builds.BuildId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where a build's job finds its inputs and leaves its report and log: a folder whose name nobody can guess. All jobs have one role; each is
 * told its own folder alone, and no job may list the bucket. The name is in the encryption context too.
 */
public final class BuildFolders {
    /** The variable that tells a job its folder. */
    public static final String FOLDER = "SLIPWAY_BUILD_FOLDER";

    private static final String PURPOSE = "folder of the build ";
    private static final int LENGTH = 16;

    private BuildFolders() {}

    /** As the functions know them, which have the secret. */
    public static Function<BuildId, String> of(Supplier<String> secret) {
        return build -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(secret.get().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                byte[] name = mac.doFinal((PURPOSE + build).getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(name, 0, LENGTH);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has HMAC with SHA-256", e);
            }
        };
    }
}
