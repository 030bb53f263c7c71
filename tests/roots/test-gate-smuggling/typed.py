x = 157  # 157 parameters
