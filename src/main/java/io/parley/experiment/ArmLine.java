package io.parley.experiment;

/// An arm as screens show it. `revenue` and the orders are those within everybody's days.
public record ArmLine(long people, long buyers, long orders, double revenue, double perPerson) {
  public static ArmLine of(Arm arm) {
    return new ArmLine(arm.people(), arm.buyers(), Math.round(arm.orders().sum()), arm.revenue().sum(),
        arm.revenue().mean());
  }
}
