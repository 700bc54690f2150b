package io.slipway.builder.image;

import io.slipway.builds.report.BuildException;
import java.io.IOException;
import java.nio.file.Path;

/** Something that runs a Dockerfile, without a registry to push to. */
public interface ImageTool {

    /** Its name, for people. */
    String name();

    /** Makes the image, in a folder in the image specification's layout. */
    void build(ImageBuild build, Path layout) throws BuildException, IOException;
}
