package io.slipway.builds.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

class WindowsAttributesTest {

    /** The values of BuildKit's {@code util/winlayers/differ.go}. */
    @Test
    void files_and_folders_have_the_same_descriptors_as_in_buildkit() {
        TarArchiveEntry folder = new TarArchiveEntry("Files/a/");
        TarArchiveEntry file = new TarArchiveEntry("Files/b");
        WindowsAttributes.add(folder, true);
        WindowsAttributes.add(file, true);

        assertThat(folder.getExtraPaxHeader("MSWINDOWS.rawsd"))
                .isEqualTo(
                        "AQAEgBQAAAAkAAAAAAAAADAAAAABAgAAAAAABSAAAAAgAgAAAQEAAAAAAAUSAAAAAgCoAAcAAAAAAxgA/wEfAAECAAA"
                                + "AAAAFIAAAACACAAAAAxQA/wEfAAEBAAAAAAAFEgAAAAAAGAD/AR8AAQIAAAAAAAUgAAAAIAIAAAALFAAAAAAQAQEAAAAAAAMAAAA"
                                + "AAAMYAKkAEgABAgAAAAAABSAAAAAhAgAAAAIYAAQAAAABAgAAAAAABSAAAAAhAgAAAAIYAAIAAAABAgAAAAAABSAAAAAhAgAA");
        assertThat(file.getExtraPaxHeader("MSWINDOWS.rawsd"))
                .isEqualTo("AQAEgBQAAAAkAAAAAAAAADAAAAABAgAAAAAABSAAAAAgAgAAAQEAAAAAAAUSAAAAAgBMAAMAAAAAABgA/wEfAAECAAA"
                        + "AAAAFIAAAACACAAAAABQA/wEfAAEBAAAAAAAFEgAAAAAAGACpABIAAQIAAAAAAAUgAAAAIQIAAA==");
        assertThat(folder.getExtraPaxHeader("MSWINDOWS.fileattr")).isEqualTo("16");
        assertThat(file.getExtraPaxHeader("MSWINDOWS.fileattr")).isEqualTo("32");
    }

    /** As in BuildKit, where links have only a time. */
    @Test
    void links_have_no_file_attributes() {
        TarArchiveEntry link = new TarArchiveEntry("Files/link", TarConstants.LF_SYMLINK);
        WindowsAttributes.add(link, true);
        assertThat(link.getExtraPaxHeader("MSWINDOWS.fileattr")).isNull();
        assertThat(link.getExtraPaxHeader("MSWINDOWS.rawsd")).isNull();
    }
}
