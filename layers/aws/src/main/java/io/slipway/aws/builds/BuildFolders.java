package io.slipway.aws.builds;

import io.slipway.builds.inputs.BuildId;
import io.slipway.core.digest.Hmac;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Derives a secret name for the folder with a job's inputs, report and log. All jobs have one role; each job knows only its own folder, and no job
 * may list the bucket. The name is part of the encryption context, too.
 */
public final class BuildFolders {
    /** The variable with the folder of a job. */
    public static final String FOLDER = "SLIPWAY_BUILD_FOLDER";

    private static final String PURPOSE = "folder of the build ";
    private static final int LENGTH = 16;

    private BuildFolders() {}

    /** Derives the folders from the secret, which only functions have. */
    public static Function<BuildId, String> of(Supplier<String> secret) {
        return build -> HexFormat.of().formatHex(Hmac.sha256(secret.get(), PURPOSE + build), 0, LENGTH);
    }
}
