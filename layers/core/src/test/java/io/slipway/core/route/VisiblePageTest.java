package io.slipway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisiblePageTest {
    private final List<Integer> reads = new ArrayList<>();
    private List<String> all = names(10);

    @Test
    void a_page_costs_one_read_if_everything_is_visible() {
        VisiblePage<String> page = fill(3, "", name -> true);
        assertThat(page.items()).containsExactly("0000", "0001", "0002");
        assertThat(page.next()).contains("0002");
        assertThat(reads).containsExactly(4);
    }

    @Test
    void the_next_page_begins_after_the_last_visible_item_even_if_many_hidden_ones_follow() {
        all = names(5_000);
        VisiblePage<String> page = fill(1, "", name -> name.equals("0100") || name.equals("4000"));
        assertThat(page.items()).containsExactly("0100");
        assertThat(page.next()).contains("0100");
        assertThat(fill(1, "0100", "4000"::equals).next()).isEmpty();
    }

    @Test
    void a_page_does_not_reveal_that_only_hidden_items_follow() {
        VisiblePage<String> page = fill(1, "", "0000"::equals);
        assertThat(page.items()).containsExactly("0000");
        assertThat(page.next()).isEmpty();
        assertThat(page.incomplete()).isFalse();
    }

    @Test
    void the_last_page_has_no_next_one() {
        assertThat(fill(10, "", name -> true).more()).isFalse();
        assertThat(fill(9, "", name -> true).next()).contains("0008");
    }

    @Test
    void the_search_is_bounded_and_reveals_no_hidden_name_where_it_ends() {
        all = names(40_000);
        VisiblePage<String> page = fill(5, "", "0000"::equals);
        assertThat(page.items()).containsExactly("0000");
        assertThat(page.next()).isEmpty();
        assertThat(page.incomplete()).isTrue();
        assertThat(reads).hasSize(VisiblePage.MAX_READS);
    }

    private VisiblePage<String> fill(int size, String after, Predicate<String> visible) {
        return VisiblePage.fill(
                size,
                after,
                (from, limit) -> {
                    reads.add(limit);
                    return all.stream()
                            .filter(name -> name.compareTo(from) > 0)
                            .limit(limit)
                            .toList();
                },
                visible,
                name -> name);
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj("%04d"::formatted).sorted().toList();
    }
}
