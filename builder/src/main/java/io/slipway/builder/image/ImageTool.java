package io.slipway.builder.image;

import io.slipway.builds.report.BuildException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Builds images from a folder and a Dockerfile. */
interface ImageTool {
    /** Returns the tool's name, for the log. */
    String name();

    /**
     * Builds an image and writes it as an OCI layout.
     *
     * @param bases the base images of the Dockerfile, by name
     * @param layout the folder for the layout, which must not exist yet
     */
    void build(ImageBuild build, Map<String, FetchedBase> bases, Path layout) throws BuildException, IOException;
}
