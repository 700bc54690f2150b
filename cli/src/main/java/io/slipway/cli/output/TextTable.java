package io.slipway.cli.output;

import java.util.ArrayList;
import java.util.List;

/**
 * Prints rows as aligned columns: each as wide as its longest cell, and all together at most as wide as the terminal.
 */
final class TextTable {
    private static final String GAP = "  ";

    /** The minimum width of a narrowed column. */
    private static final int NARROWEST = 8;

    private TextTable() {}

    static List<String> lines(List<List<String>> rows, int width) {
        int[] widths = widths(rows);
        narrow(widths, width);
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = cut(row.get(i), widths[i]);
                line.append(i == 0 ? "" : GAP).append(cell).repeat(" ", widths[i] - length(cell));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.isEmpty() ? 0 : rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        return widths;
    }

    /** Narrows the widest column repeatedly until the table fits. */
    private static void narrow(int[] widths, int width) {
        int total = GAP.length() * Math.max(0, widths.length - 1);
        for (int each : widths) {
            total += each;
        }
        for (; total > width; total--) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths.length == 0 || widths[widest] <= NARROWEST) {
                return;
            }
            widths[widest]--;
        }
    }

    private static String cut(String text, int width) {
        return length(text) <= width ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
