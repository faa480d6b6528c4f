package io.parley.customer;

/// Who is in which segment, for the list of customers: implemented by the module that keeps segments, which stands
/// above this one.
public interface Gathered {
  /// SQL of the columns `customer_id` and `since`: the members of `:segment` in `:workspace`.
  String members();
}
