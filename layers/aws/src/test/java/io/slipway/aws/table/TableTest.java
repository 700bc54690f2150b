package io.slipway.aws.table;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Environment;
import io.slipway.emulators.EmulatedAccount;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The table, on DynamoDB Local. Each test has its own partition. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableTest {
    private static final Map<String, AttributeValue> KEY = Items.key("none", "a");
    private EmulatedAccount account;
    private AwsClients clients;
    private Table table;

    @BeforeAll
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        Environment environment = new Environment(account.environment());
        clients = new AwsClients(environment);
        table = new Table(clients.dynamoDb(), environment.table());
    }

    @AfterAll
    void stop() {
        account.close();
    }

    private static String fresh() {
        return "PARTITION#" + UUID.randomUUID();
    }

    private static Map<String, AttributeValue> item(String pk, String sk, long size) {
        var item = Items.item(pk, sk);
        item.put("size", n(size));
        return item;
    }

    private void fill(String pk, String... sks) {
        for (String sk : sks) {
            table.put(item(pk, sk, 1));
        }
    }

    private static List<String> sks(List<Map<String, AttributeValue>> items) {
        return items.stream().map(item -> Items.string(item, Items.SK)).toList();
    }

    @Test
    void an_item_is_read_as_it_was_written() {
        var item = item(fresh(), "a", 7);
        item.put("name", s("x"));
        item.put("tags", Items.l(List.of("1", "2")));
        item.put("content", Items.b(new byte[] {0, -1}));
        table.put(item);
        var read = table.get(Items.keyOf(item));
        assertThat(read).isEqualTo(item);
        assertThat(Items.strings(read, "tags")).containsExactly("1", "2");
        assertThat(Items.bytes(read, "content")).containsExactly(0, -1);
    }

    @Test
    void an_item_that_does_not_exist_has_no_attributes() {
        assertThat(table.get(Items.key(fresh(), "a"))).isEmpty();
        assertThat(table.find(Items.key(fresh(), "a"))).isEmpty();
    }

    @Test
    void the_error_about_a_missing_attribute_names_it() {
        assertThatThrownBy(() -> Items.string(Map.of(), "digest")).hasMessageContaining("digest");
    }

    @Test
    void a_read_can_be_limited_to_some_attributes_even_if_their_names_are_reserved_words() {
        var item = item(fresh(), "a", 7);
        item.put("name", s("x"));
        table.put(item);
        assertThat(table.get(Items.keyOf(item), List.of("size"))).containsOnlyKeys("size");
    }

    @Test
    void a_put_happens_only_if_its_condition_holds() {
        String pk = fresh();
        assertThat(table.tryWrite(Write.put(item(pk, "a", 1)).ifAbsent())).isTrue();
        assertThat(table.tryWrite(Write.put(item(pk, "a", 2)).ifAbsent())).isFalse();
        assertThat(table.tryWrite(
                        Write.put(item(pk, "a", 3)).ifAbsentOr("#size = :old").with(":old", n(1))))
                .isTrue();
        assertThat(Items.number(table.get(Items.key(pk, "a")), "size")).isEqualTo(3);
    }

    @Test
    void all_conditions_of_a_write_must_hold() {
        String pk = fresh();
        fill(pk, "a");
        Write update = Write.update(Items.key(pk, "a"), "SET #size = :size")
                .with(":size", n(2))
                .ifExists()
                .when("#size = :one OR #size = :two")
                .with(":one", n(1))
                .with(":two", n(2));
        assertThat(table.tryWrite(update)).isTrue();
        assertThat(table.tryWrite(update.when("attribute_exists(gone)"))).isFalse();
    }

    @Test
    void a_deletion_happens_only_if_its_condition_holds() {
        String pk = fresh();
        fill(pk, "a");
        Write delete = Write.delete(Items.key(pk, "a")).when("#size = :size");
        assertThat(table.tryWrite(delete.with(":size", n(9)))).isFalse();
        assertThat(table.tryWrite(delete.with(":size", n(1)))).isTrue();
        assertThat(table.find(Items.key(pk, "a"))).isEmpty();
    }

    @Test
    void an_update_can_return_the_item_before_it_after_it_or_at_its_refusal() {
        String pk = fresh();
        fill(pk, "a");
        Write add = Write.update(Items.key(pk, "a"), "ADD #size :one")
                .when("#size < :limit")
                .with(":one", n(1))
                .with(":limit", n(3))
                .showingItem();
        assertThat(table.updateShowingNew(add)).isEqualTo(new Table.Updated(true, item(pk, "a", 2)));
        assertThat(table.updateShowingOld(add)).isEqualTo(new Table.Updated(true, item(pk, "a", 2)));
        assertThat(table.updateShowingNew(add)).isEqualTo(new Table.Updated(false, item(pk, "a", 3)));
    }

    @Test
    void a_transaction_writes_all_or_nothing_and_reports_the_conditions_that_did_not_hold() {
        String pk = fresh();
        fill(pk, "a");
        Write put = Write.put(item(pk, "b", 1)).ifAbsent();
        Write taken = Write.put(item(pk, "a", 2)).ifAbsent().showingItem();
        UnmetConditions refusal = table.refusal(List.of(put, taken)).orElseThrow();
        assertThat(refusal.writes()).containsExactly(taken);
        assertThat(refusal.isOf(put)).isFalse();
        assertThat(refusal.isOf(1)).isTrue();
        assertThat(refusal.item(taken)).isEqualTo(item(pk, "a", 1));
        assertThat(refusal.item(put)).isEmpty();
        assertThat(table.find(Items.key(pk, "b"))).isEmpty();
        assertThat(table.tryWrite(List.of(put, Write.check(Items.key(pk, "a")).ifExists())))
                .isTrue();
        assertThat(table.find(Items.key(pk, "b"))).isPresent();
    }

    @Test
    void a_check_alone_is_not_a_write() {
        assertThatThrownBy(() -> table.write(Write.check(KEY).ifExists())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void more_items_than_one_call_accepts_can_be_read_together() {
        String pk = fresh();
        String[] sks = IntStream.range(100, 350).mapToObj(Integer::toString).toArray(String[]::new);
        fill(pk, sks);
        assertThat(sks(table.getAll(
                        List.of(sks).stream().map(sk -> Items.key(pk, sk)).toList())))
                .containsExactlyInAnyOrder(sks);
        assertThat(table.getAll(List.of())).isEmpty();
    }

    @Test
    void a_read_of_many_items_can_be_limited_to_some_attributes() {
        String pk = fresh();
        String[] sks = IntStream.range(100, 250).mapToObj(Integer::toString).toArray(String[]::new);
        fill(pk, sks);
        var keys = List.of(sks).stream().map(sk -> Items.key(pk, sk)).toList();
        assertThat(table.getAll(keys, List.of("size"))).hasSize(150).containsOnly(Map.of("size", n(1)));
        assertThat(sks(table.getAll(keys, List.of(Items.SK)))).containsExactlyInAnyOrder(sks);
    }

    @Test
    void a_range_is_a_part_of_a_partition_in_the_order_of_sort_keys() {
        String pk = fresh();
        fill(pk, "TAG#a", "TAG#b", "TAG#c", "REPO#a", "USE#a");
        Range all = Range.of(pk);
        assertThat(sks(table.range(all).toList())).containsExactly("REPO#a", "TAG#a", "TAG#b", "TAG#c", "USE#a");
        assertThat(sks(table.range(all.prefix("TAG#")).toList())).containsExactly("TAG#a", "TAG#b", "TAG#c");
        assertThat(sks(table.range(all.prefixAfter("TAG#", "a")).toList())).containsExactly("TAG#b", "TAG#c");
        assertThat(sks(table.range(all.prefixAfter("TAG#", "")).toList())).hasSize(3);
        assertThat(sks(table.range(all.between("TAG#b", "TAG#c").backwards()).toList()))
                .containsExactly("TAG#c", "TAG#b");
        assertThat(sks(table.range(all.below("TAG#a")).toList())).containsExactly("REPO#a");
        assertThat(sks(table.range(all.above("TAG#c")).toList())).containsExactly("USE#a");
        assertThat(table.range(all.prefix("TAG#").only("size")).toList()).containsOnly(Map.of("size", n(1)));
        assertThat(table.count(all.prefix("TAG#"))).isEqualTo(3);
    }

    @Test
    void a_prefix_selects_keys_that_continue_with_any_character() {
        String pk = fresh();
        fill(pk, "NAME", "NAME#", "NAME# ", "NAME#~", "NAME#\u00fc", "NAME#\uffff", "NAME#\ud83d\ude80", "NAME$");
        assertThat(sks(table.range(Range.of(pk).prefix("NAME#")).toList()))
                .containsExactly("NAME#", "NAME# ", "NAME#~", "NAME#\u00fc", "NAME#\uffff", "NAME#\ud83d\ude80");
    }

    @Test
    void the_first_items_are_gathered_from_as_many_pages_as_it_takes() {
        String pk = fresh();
        // A page of DynamoDB ends at one megabyte.
        IntStream.range(0, 5).forEach(i -> {
            var item = Items.item(pk, "" + i);
            item.put("content", Items.b(new byte[300_000]));
            table.put(item);
        });
        assertThat(table.page(Range.of(pk)).last()).isNotEmpty();
        assertThat(sks(table.first(Range.of(pk), 5))).containsExactly("0", "1", "2", "3", "4");
        assertThat(sks(table.first(Range.of(pk), 9))).hasSize(5);
        assertThat(sks(table.first(Range.of(pk), 2))).containsExactly("0", "1");
        assertThat(sks(table.range(Range.of(pk)).toList())).hasSize(5);
    }

    @Test
    void a_page_contains_the_key_after_which_the_next_one_begins() {
        String pk = fresh();
        fill(pk, "a", "b", "c");
        Table.Page page = table.page(Range.of(pk).limit(2));
        assertThat(sks(page.items())).containsExactly("a", "b");
        assertThat(sks(table.page(Range.of(pk).after(page.last())).items())).containsExactly("c");
    }

    @Test
    void a_range_can_be_filtered_by_a_value() {
        String pk = fresh();
        var item = Items.item(pk, "a");
        item.put("kind", s("chart"));
        table.put(item);
        fill(pk, "b");
        assertThat(sks(table.range(Range.of(pk).where("kind", "chart")).toList()))
                .containsExactly("a");
    }

    @Test
    void a_range_can_be_filtered_by_an_attribute_that_items_have_or_lack() {
        String pk = fresh();
        var item = item(pk, "a", 1);
        item.put("kind", s("chart"));
        table.put(item);
        fill(pk, "b", "c");
        assertThat(sks(table.range(Range.of(pk).having("kind")).toList())).containsExactly("a");
        assertThat(sks(table.range(Range.of(pk).lacking("kind")).toList())).containsExactly("b", "c");
        assertThat(table.range(Range.of(pk).having("kind").only("size")).toList())
                .containsExactly(Map.of("size", n(1)));
        Table.Page page = table.page(Range.of(pk).lacking("kind").limit(1));
        assertThat(page.items())
                .as("the limit of a page counts items that are left out")
                .isEmpty();
        assertThat(sks(table.page(Range.of(pk).lacking("kind").after(page.last()))
                        .items()))
                .containsExactly("b", "c");
    }
}
