package io.slipway.aws.builds;

import io.slipway.builds.inputs.BuildId;
import io.slipway.core.digest.Hmac;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Names the folder with a job's inputs, report and log, so that nobody can guess the name. All jobs have one role; each is
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
        return build -> HexFormat.of().formatHex(Hmac.sha256(secret.get(), PURPOSE + build), 0, LENGTH);
    }
}
