package io.slipway.builds.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.files.FileTree;
import java.io.IOException;
import java.util.List;

/**
 * A base image.
 *
 * @param config its configuration
 * @param layers its layers, the lowest first
 * @param platform its platform
 * @param files reads its files on demand
 */
public record Base(ObjectNode config, List<Layer.Stored> layers, Platform platform, Files files) {
    public Base {
        layers = List.copyOf(layers);
    }

    /** Reads the files of an image. The caller may change the tree. */
    @FunctionalInterface
    public interface Files {
        FileTree read() throws IOException;
    }
}
