module slipway/door

go 1.24
