package io.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildCachesTest {
    @TempDir
    private Path folder;

    @Test
    void the_layers_of_a_space_are_removed_with_it() throws IOException {
        for (String name : List.of("team-a", "team-ab", "default")) {
            Files.createDirectories(folder.resolve(name).resolve("blobs"));
            Files.writeString(folder.resolve(name).resolve("blobs/layer"), "layer");
        }
        new BuildCaches(folder).receive("space.created", event("team-a"));
        assertThat(folder.resolve("team-a")).isDirectory();
        new BuildCaches(folder).receive("space.deleted", event("team-a"));
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("team-ab", "default");
        }
    }

    @Test
    void an_invalid_space_name_removes_nothing() throws IOException {
        Files.createDirectories(folder.resolve("kept"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BuildCaches(folder.resolve("other")).receive("space.deleted", event("../kept")));
        new BuildCaches(folder.resolve("missing")).receive("space.deleted", event("kept"));
        assertThat(folder.resolve("kept")).isDirectory();
    }

    private static ObjectNode event(String name) {
        return JsonNodeFactory.instance.objectNode().put("name", name);
    }
}
