package io.slipway.builder.image;

import io.slipway.builds.report.BuildException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Makes an image of a folder and a Dockerfile. */
interface ImageTool {
    /** Returns its name in the log. */
    String name();

    /**
     * Makes the image as an OCI layout.
     *
     * @param bases the base images of the Dockerfile, by name
     * @param layout the folder for it, which must not exist
     */
    void build(ImageBuild build, Map<String, FetchedBase> bases, Path layout) throws BuildException, IOException;
}
