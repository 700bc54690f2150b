package io.slipway.builds.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileTreeTest {
    private final FileTree tree = new FileTree();

    private void folder(String path) {
        tree.put(path, FileNode.folder(0755, 0, 0));
    }

    @Test
    void children_of_a_folder_do_not_include_files_further_down() {
        folder("a");
        folder("a/b");
        folder("a/b/c");
        folder("a/b.txt");
        folder("a/b-x");
        folder("a/b/c/d");
        folder("ab");

        assertThat(tree.children("a")).containsExactly("a/b", "a/b-x", "a/b.txt");
        assertThat(tree.children("")).containsExactly("a", "ab");
        assertThat(tree.children("a/b")).containsExactly("a/b/c");
        assertThat(tree.children("a/b/c/d")).isEmpty();
    }

    @Test
    void links_are_followed_only_inside_the_tree() {
        folder("usr");
        folder("usr/lib");
        tree.put("lib", FileNode.link("usr/lib"));
        tree.put("usr/lib/up", FileNode.link("../../../../usr"));
        tree.put("absolute", FileNode.link("/lib/up"));
        tree.put("circle", FileNode.link("circle"));

        assertThat(tree.resolve("lib/x")).contains("usr/lib/x");
        assertThat(tree.resolve("absolute/y")).contains("usr/y");
        assertThat(tree.resolve("circle/x")).isEmpty();
    }

    @Test
    void a_file_that_replaces_a_folder_removes_its_contents() {
        folder("a");
        folder("a/b");
        tree.put("a", FileNode.link("x"));

        assertThat(tree.find("a/b")).isEmpty();
    }
}
